"""Who is meant 身份: keys, judgements and the clusters that follow from them."""

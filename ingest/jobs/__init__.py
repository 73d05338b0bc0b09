"""Jobs 载入任务: uploads that survive a restart, the originals they came as, and the versions that documents went through."""

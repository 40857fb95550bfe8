{ "targets": [{ "target_name": "add", "sources": ["add.c"], "ldflags": ["-s"] }] }

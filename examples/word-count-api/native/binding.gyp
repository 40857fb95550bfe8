{ "targets": [{ "target_name": "word_count", "sources": ["word-count.cc"], "cflags_cc": ["-O2", "-g"] }] }

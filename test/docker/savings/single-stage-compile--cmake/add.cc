long add(long left, long right) { return left + right; }

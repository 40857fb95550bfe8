import fastsum

assert fastsum.add(2, 3) == 5

"""Rules that choose: solutions, lotteries, Adjusted Winner, and other programs’ rules of the same names."""

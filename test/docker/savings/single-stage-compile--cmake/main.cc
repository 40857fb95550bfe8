#include <cstdlib>
#include <iostream>

long add(long left, long right);

int main(int count, char **words) {
  long sum = 0;
  for (int at = 1; at < count; at++) sum = add(sum, std::atol(words[at]));
  std::cout << sum << '\n';
  return sum == 5 ? 0 : 1;
}

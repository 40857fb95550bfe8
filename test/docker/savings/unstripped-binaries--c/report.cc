#include <iostream>
#include <map>
#include <regex>
#include <string>

int main() {
  std::map<std::string, int> count;
  std::regex word("[a-z]+");
  std::string text = "layers cost what layers hold";
  for (std::sregex_iterator it(text.begin(), text.end(), word), end; it != end; ++it) count[it->str()]++;
  for (const auto& [name, times] : count) std::cout << name << ' ' << times << '\n';
}

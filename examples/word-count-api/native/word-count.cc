// Counts words per length in a UTF-8 text: the kind of small hot loop that services move into C++.
#include <node_api.h>

#include <map>
#include <string>
#include <vector>

namespace {

std::map<std::size_t, unsigned> CountByLength(const std::string& text) {
  std::map<std::size_t, unsigned> counts;
  std::size_t length = 0;
  for (const char character : text + ' ') {
    const bool space = character == ' ' || character == '\n' || character == '\t' || character == '\r';
    if (!space) {
      if ((character & 0xC0) != 0x80) ++length;
    } else if (length > 0) {
      ++counts[length];
      length = 0;
    }
  }
  return counts;
}

napi_value Count(napi_env environment, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_get_cb_info(environment, info, &count, &argument, nullptr, nullptr);
  size_t size = 0;
  if (count < 1 || napi_get_value_string_utf8(environment, argument, nullptr, 0, &size) != napi_ok) {
    napi_throw_type_error(environment, nullptr, "count(text): text must be a string");
    return nullptr;
  }
  std::vector<char> buffer(size + 1);
  napi_get_value_string_utf8(environment, argument, buffer.data(), buffer.size(), &size);
  napi_value result;
  napi_create_object(environment, &result);
  for (const auto& [length, words] : CountByLength(std::string(buffer.data(), size))) {
    napi_value number;
    napi_create_uint32(environment, words, &number);
    napi_set_named_property(environment, result, std::to_string(length).c_str(), number);
  }
  return result;
}

napi_value Initialize(napi_env environment, napi_value exports) {
  napi_value function;
  napi_create_function(environment, "count", NAPI_AUTO_LENGTH, Count, nullptr, &function);
  napi_set_named_property(environment, exports, "count", function);
  return exports;
}

}  // namespace

NAPI_MODULE(NODE_GYP_MODULE_NAME, Initialize)

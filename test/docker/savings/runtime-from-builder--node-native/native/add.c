#include <node_api.h>

static napi_value add(napi_env environment, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2], sum;
  int32_t left, right;
  napi_get_cb_info(environment, info, &count, arguments, NULL, NULL);
  napi_get_value_int32(environment, arguments[0], &left);
  napi_get_value_int32(environment, arguments[1], &right);
  napi_create_int32(environment, left + right, &sum);
  return sum;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "add", NAPI_AUTO_LENGTH, add, NULL, &function);
  napi_set_named_property(env, exports, "add", function);
  return exports;
}

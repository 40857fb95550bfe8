#include <Python.h>

static PyObject *add(PyObject *self, PyObject *arguments) {
  long left, right;
  if (!PyArg_ParseTuple(arguments, "ll", &left, &right)) return NULL;
  return PyLong_FromLong(left + right);
}

static PyMethodDef methods[] = {{"add", add, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "fastsum", NULL, -1, methods};

PyMODINIT_FUNC PyInit_fastsum(void) { return PyModule_Create(&module); }

// Manifests and lock files as their tools write them, for one small service.
export const pyproject = `
[project]
name = "service"
version = "0.1.0"
requires-python = ">=3.11"
dependencies = ["fastapi>=0.115", "torch==2.9.1", "uvicorn[standard]", "pywin32; sys_platform == 'win32'"]

[project.optional-dependencies]
s3 = ["boto3"]

[dependency-groups]
dev = ["pytest>=8", { include-group = "lint" }]
lint = ["ruff"]
docs = ["sphinx"]
`;

export const uvLock = `
version = 1
revision = 3
requires-python = ">=3.11"

[[package]]
name = "boto3"
version = "1.40.1"
source = { registry = "https://packages.example/simple" }
wheels = [{ url = "https://files.example/boto3-1.40.1-py3-none-any.whl", hash = "sha256:0", size = 139_882 }]

[[package]]
name = "click"
version = "8.2.1"
source = { registry = "https://packages.example/simple" }
dependencies = [{ name = "colorama", marker = "sys_platform == 'win32'" }]
wheels = [{ url = "https://files.example/click-8.2.1-py3-none-any.whl", hash = "sha256:0", size = 102215 }]

[[package]]
name = "colorama"
version = "0.4.6"
source = { registry = "https://packages.example/simple" }
wheels = [{ url = "https://files.example/colorama-0.4.6-py2.py3-none-any.whl", hash = "sha256:0", size = 25335 }]

[[package]]
name = "fastapi"
version = "0.116.0"
source = { registry = "https://packages.example/simple" }
wheels = [{ url = "https://files.example/fastapi-0.116.0-py3-none-any.whl", hash = "sha256:0", size = 95000 }]

[[package]]
name = "internal"
version = "1.0.0"
source = { git = "https://example.org/internal?rev=main#0" }

[[package]]
name = "numpy"
version = "1.26.4"
source = { registry = "https://packages.example/simple" }
resolution-markers = ["python_full_version < '3.12'"]
wheels = [{ url = "https://files.example/numpy-1.26.4-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", hash = "sha256:0", size = 18252005 }]

[[package]]
name = "numpy"
version = "2.3.5"
source = { registry = "https://packages.example/simple" }
resolution-markers = ["python_full_version >= '3.12'"]
wheels = [
    { url = "https://files.example/numpy-2.3.5-cp312-cp312-macosx_11_0_arm64.whl", hash = "sha256:0", size = 1 },
    { url = "https://files.example/numpy-2.3.5-cp312-cp312-manylinux_2_27_aarch64.manylinux_2_28_aarch64.whl", hash = "sha256:0", size = 14000000 },
    { url = "https://files.example/numpy-2.3.5-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", hash = "sha256:0", size = 16625000 },
    { url = "https://files.example/numpy-2.3.5-cp312-cp312-musllinux_1_2_x86_64.whl", hash = "sha256:0", size = 18000000 },
    { url = "https://files.example/numpy-2.3.5-cp313-cp313t-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", hash = "sha256:0", size = 2 },
]

[[package]]
name = "pytest"
version = "8.4.2"
source = { registry = "https://packages.example/simple" }
dependencies = [{ name = "click" }]
wheels = [{ url = "https://files.example/pytest-8.4.2-py3-none-any.whl", hash = "sha256:0", size = 365750 }]

[[package]]
name = "ruff"
version = "0.14.3"
source = { registry = "https://packages.example/simple" }
wheels = [{ url = "https://files.example/ruff-0.14.3-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl", hash = "sha256:0", size = 12600000 }]

[[package]]
name = "service"
version = "0.1.0"
source = { virtual = "." }
dependencies = [
    { name = "fastapi" },
    { name = "internal" },
    { name = "numpy", version = "1.26.4", source = { registry = "https://packages.example/simple" }, marker = "python_full_version < '3.12'" },
    { name = "numpy", version = "2.3.5", source = { registry = "https://packages.example/simple" }, marker = "python_full_version >= '3.12'" },
    { name = "torch", marker = "sys_platform == 'linux'" },
    { name = "uvicorn", extra = ["standard"] },
]

[package.optional-dependencies]
s3 = [{ name = "boto3" }]

[package.dev-dependencies]
dev = [{ name = "pytest" }, { name = "ruff" }]
docs = [{ name = "sphinx" }]

[[package]]
name = "sphinx"
version = "8.2.3"
source = { registry = "https://packages.example/simple" }

[[package]]
name = "torch"
version = "2.9.1+cpu"
source = { registry = "https://download.pytorch.org/whl/cpu" }

[[package]]
name = "uvicorn"
version = "0.38.0"
source = { registry = "https://packages.example/simple" }
dependencies = [{ name = "click" }]
wheels = [{ url = "https://files.example/uvicorn-0.38.0-py3-none-any.whl", hash = "sha256:0", size = 68109 }]

[package.optional-dependencies]
standard = [{ name = "uvloop", marker = "sys_platform != 'win32'" }]

[[package]]
name = "uvloop"
version = "0.22.1"
source = { registry = "https://packages.example/simple" }
wheels = [{ url = "https://files.example/uvloop-0.22.1-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl", hash = "sha256:0", size = 4355000 }]
`;

export const poetryPyproject = `
[tool.poetry]
name = "service"

[tool.poetry.dependencies]
python = "^3.11"
flask = "^3.1"
psycopg = { version = "^3.2", extras = ["binary"] }
redis = { version = "^6", optional = true }

[tool.poetry.extras]
cache = ["redis"]

[tool.poetry.group.dev.dependencies]
pytest = "^8"

[tool.poetry.group.docs]
optional = true

[tool.poetry.group.docs.dependencies]
sphinx = "^8"
`;

export const poetryLock = `
[[package]]
name = "flask"
version = "3.1.2"
optional = false
python-versions = ">=3.9"
groups = ["main"]
files = [{ file = "flask-3.1.2-py3-none-any.whl", hash = "sha256:0" }]

[package.dependencies]
jinja2 = ">=3.1.2"
importlib-metadata = { version = ">=3.6.0", markers = "python_version < \\"3.10\\"" }

[[package]]
name = "importlib-metadata"
version = "8.0.0"
files = []

[[package]]
name = "Jinja2"
version = "3.1.6"
files = []

[[package]]
name = "psycopg"
version = "3.2.9"
files = []

[package.dependencies]
psycopg-binary = { version = "3.2.9", optional = true, markers = "implementation_name != \\"pypy\\" and extra == \\"binary\\"" }
typing-extensions = { version = ">=4.6", markers = "python_version < \\"3.13\\"" }

[package.extras]
binary = ["psycopg-binary (==3.2.9) ; implementation_name != \\"pypy\\""]

[[package]]
name = "psycopg-binary"
version = "3.2.9"
optional = false
files = []

[[package]]
name = "pytest"
version = "8.4.2"
files = []

[package.dependencies]
jinja2 = "*"
pluggy = ">=1.5"

[[package]]
name = "pluggy"
version = "1.6.0"
files = []

[[package]]
name = "redis"
version = "6.4.0"
optional = true
files = []

[[package]]
name = "sphinx"
version = "8.2.3"
files = []

[[package]]
name = "typing-extensions"
version = "4.15.0"
files = []

[extras]
cache = ["redis"]

[metadata]
lock-version = "2.1"
python-versions = "^3.11"
content-hash = "0"
`;

export const pdmLock = `
[metadata]
groups = ["default", "dev", "s3"]
strategy = ["inherit_metadata"]
lock_version = "4.5.0"

[[package]]
name = "flask"
version = "3.1.2"
groups = ["default"]
files = [{ file = "flask-3.1.2-py3-none-any.whl", hash = "sha256:0" }]

[[package]]
name = "colorama"
version = "0.4.6"
groups = ["default", "dev"]
marker = "platform_system == \\"Windows\\""
files = []

[[package]]
name = "boto3"
version = "1.40.1"
groups = ["s3"]
files = []

[[package]]
name = "pytest"
version = "8.4.2"
groups = ["dev"]
files = []

[[package]]
name = "jinja2"
version = "3.1.6"
groups = ["default", "dev"]
files = []
`;

export const pipfileLock = JSON.stringify({
  _meta: { sources: [{ name: "pypi", url: "https://packages.example/simple", verify_ssl: true }] },
  default: {
    flask: { version: "==3.1.2", hashes: [] },
    colorama: { version: "==0.4.6", markers: "sys_platform == 'win32'" },
    local: { path: "./local", editable: true },
    fork: { git: "https://example.org/fork", ref: "0" },
  },
  develop: { flask: { version: "==3.1.2" }, pytest: { version: "==8.4.2" } },
});

export const pylock = `
lock-version = "1.0"
created-by = "pip"

[[packages]]
name = "numpy"
version = "2.3.5"
wheels = [
    { name = "numpy-2.3.5-cp312-cp312-manylinux_2_27_x86_64.manylinux_2_28_x86_64.whl", url = "https://files.example/n.whl", size = 16625000, hashes = { sha256 = "0" } },
]

[[packages]]
name = "pywin32"
version = "311"
marker = "sys_platform == 'win32'"

[[packages]]
name = "local"
directory = { path = "." }
`;

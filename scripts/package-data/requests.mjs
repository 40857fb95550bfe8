// What Dockerfiles ask apt for, a request a line: alternatives, virtual packages, languages, headers, desktops, databases.
export const requests = `
curl
ca-certificates curl gnupg
wget
git
git openssh-client
build-essential
build-essential git curl
gcc
gcc g++ make
g++
clang
clang lld
llvm
cmake
cmake ninja-build
make
pkg-config
autoconf automake libtool pkg-config bison flex
ccache
python3
python3 python3-pip
python3-dev
python3-dev build-essential libffi-dev libssl-dev
python-is-python3
python3-numpy
python3-scipy python3-pandas
python3-matplotlib
python3-opencv
python3-tk
pipx
nodejs
nodejs npm
npm
ruby
ruby-full build-essential
perl
php-cli
php-fpm php-curl php-mbstring php-xml php-zip
apache2
apache2 libapache2-mod-php
nginx
default-jre
default-jdk
maven
openjdk-17-jre-headless
golang
rustc cargo
ghc
erlang
luarocks
r-base
octave
gfortran libopenblas-dev liblapack-dev
libatlas-base-dev
libopenmpi-dev openmpi-bin
default-mysql-client
default-mysql-server
default-libmysqlclient-dev
mariadb-server
postgresql
libpq-dev
libsqlite3-dev
redis-server
rabbitmq-server
slapd ldap-utils
libssl-dev
libcurl4-openssl-dev
libcurl4-gnutls-dev
libxml2-dev libxslt1-dev zlib1g-dev
libjpeg-dev libpng-dev
libpng-dev libzip-dev libicu-dev libonig-dev
libncurses5-dev libncursesw5-dev
libbz2-dev liblzma-dev tk-dev
libglib2.0-0
libglib2.0-dev
libgl1-mesa-glx
libsm6 libxext6 ffmpeg
ffmpeg libsndfile1
portaudio19-dev
libgomp1
libgtk-3-0
libgtk-3-dev
qtbase5-dev
qt6-base-dev
libwebkit2gtk-4.0-dev
libnss3 libatk-bridge2.0-0 libgbm1 libasound2
chromium chromium-driver
firefox-esr
xvfb xauth
xfce4
fonts-liberation
fontconfig
imagemagick
libmagickwand-dev
graphicsmagick
graphviz
ghostscript
poppler-utils
tesseract-ocr
wkhtmltopdf
libreoffice
pandoc
texlive-latex-extra
texlive-xetex texlive-fonts-recommended
inkscape
libopencv-dev
libboost-all-dev
libeigen3-dev
libprotobuf-dev protobuf-compiler
libgrpc++-dev
libgdal-dev
libvips-dev
libavcodec-dev libavformat-dev libswscale-dev
gstreamer1.0-plugins-bad gstreamer1.0-libav
libusb-1.0-0-dev
systemd-sysv
dbus-x11
supervisor
cron
openssh-server
openssh-client rsync
sudo
sudo vim nano less
vim-nox
emacs-nox
procps
psmisc lsof
net-tools
iproute2
iputils-ping
dnsutils
netcat
telnet
jq
unzip zip
xz-utils
p7zip-full
gettext
locales tzdata
tzdata
apt-transport-https
software-properties-common
gnupg
gpg
debhelper devscripts
dpkg-dev
qemu-system-x86
docker.io
ansible
nfs-common
mailutils
postfix
git-lfs
tini
doxygen
awk
gawk
default-mta
mail-transport-agent
java-runtime
libssl1.1
libicu72
python2
python
linux-headers-amd64
mesa-utils
ocl-icd-libopencl1
libnuma-dev
wine
samba
pulseaudio
krb5-user
unixodbc-dev
libaio1
libevent-dev
libpcre2-dev
libmaxminddb-dev
libgd-dev
python3-gi gir1.2-gtk-3.0
libpango-1.0-0 libpangocairo-1.0-0
libpangoft2-1.0-0 libharfbuzz-subset0
libmagic1
libclang-dev
strace
`
  .trim()
  .split("\n")
  .map((line) => line.split(" "));

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
pkgconf
autoconf automake libtool
autoconf automake libtool pkg-config bison flex
gdb
valgrind
ccache
python3
python3 python3-pip
python3 python3-pip python3-venv
python3-dev
python3-dev build-essential libffi-dev libssl-dev
python-is-python3
python3-numpy
python3-scipy python3-pandas
python3-matplotlib
python3-opencv
python3-tk
python3-setuptools python3-wheel
python3-psycopg2
pipx
virtualenv
nodejs
nodejs npm
npm
yarnpkg
ruby
ruby-dev
ruby-full build-essential
perl
php-cli
php php-mysql
php-fpm php-curl php-mbstring php-xml php-zip
php-fpm nginx
apache2
apache2 libapache2-mod-php
apache2-utils
nginx
nginx-full
nginx-extras
lighttpd
haproxy
varnish
squid
default-jre
default-jre-headless
default-jdk
default-jdk-headless
default-jdk maven
maven
gradle
ant
openjdk-17-jdk
openjdk-17-jre-headless
openjdk-21-jdk-headless
golang
golang-go git
rustc cargo
cargo
ghc
cabal-install
ocaml opam
erlang
elixir
lua5.3
luarocks
r-base
r-base-dev
r-cran-tidyverse
octave
julia
mono-runtime
gfortran
gfortran libopenblas-dev liblapack-dev
libatlas-base-dev
libopenmpi-dev openmpi-bin
mpich
default-mysql-client
default-mysql-server
default-libmysqlclient-dev
mariadb-client
mariadb-server
postgresql
postgresql-client
libpq-dev
libpq-dev gcc
sqlite3
libsqlite3-dev
redis-server
redis-tools
memcached
rabbitmq-server
mosquitto
slapd ldap-utils
libldap2-dev libsasl2-dev
libssl-dev
libcurl4-openssl-dev
libcurl4-gnutls-dev
libxml2-dev libxslt1-dev
libxml2-dev libxslt1-dev zlib1g-dev
libjpeg-dev libpng-dev
libjpeg62-turbo-dev libfreetype6-dev
libpng-dev libzip-dev libicu-dev libonig-dev
libffi-dev
libyaml-dev
libgmp-dev
libreadline-dev
libncurses5-dev libncursesw5-dev
libbz2-dev liblzma-dev tk-dev
libglib2.0-0
libglib2.0-dev
libgl1
libgl1-mesa-glx
libgl1 libglib2.0-0
libgl1 libglib2.0-0 libsm6 libxext6 libxrender1
libsm6 libxext6 ffmpeg
ffmpeg
ffmpeg libsndfile1
libsndfile1
sox libsox-fmt-all
espeak-ng
portaudio19-dev
libgomp1
libgtk-3-0
libgtk-3-dev
libgtk2.0-0
qtbase5-dev
qt6-base-dev
libqt5widgets5
libwebkit2gtk-4.0-dev
libnss3 libatk-bridge2.0-0 libgbm1 libasound2
chromium
chromium chromium-driver
firefox-esr
xvfb
xvfb xauth
xterm
x11vnc
xfce4
fluxbox
fonts-liberation
fonts-noto-cjk
fonts-dejavu
fontconfig
imagemagick
libmagickwand-dev
graphicsmagick
graphviz
ghostscript
poppler-utils
tesseract-ocr
libtesseract-dev
wkhtmltopdf
libreoffice
libreoffice-writer
libreoffice --headless
pandoc
texlive
texlive-latex-base
texlive-latex-extra
texlive-xetex texlive-fonts-recommended
texlive-full
latexmk
inkscape
gimp
blender
libopencv-dev
libboost-all-dev
libboost-dev
libeigen3-dev
libprotobuf-dev protobuf-compiler
libgrpc++-dev
libhdf5-dev
libnetcdf-dev
gdal-bin
libgdal-dev
libgeos-dev libproj-dev
postgis
libvips-dev
libvips42
libheif-dev
libavcodec-dev libavformat-dev libswscale-dev
gstreamer1.0-plugins-base gstreamer1.0-plugins-good
gstreamer1.0-plugins-bad gstreamer1.0-libav
libgstreamer1.0-dev
libusb-1.0-0-dev
libudev-dev
libsystemd-dev
systemd
systemd-sysv
dbus
dbus-x11
supervisor
cron
rsyslog
logrotate
openssh-server
openssh-client rsync
sudo
sudo vim nano less
vim
vim-nox
neovim
nano
emacs-nox
zsh
fish
tmux
screen
htop
procps
psmisc lsof
net-tools
iproute2
iputils-ping
dnsutils
bind9
bind9-dnsutils
netcat
netcat-openbsd
netcat-traditional
telnet
nmap
tcpdump
iptables
nftables
wireguard-tools
openvpn
tor
socat
jq
unzip
unzip zip
xz-utils
zstd
p7zip-full
unrar-free
bzip2
tar gzip
file
patch
gettext
gettext-base
locales
locales tzdata
tzdata
man-db
lsb-release
apt-transport-https
apt-utils
software-properties-common
gnupg
gnupg2
dirmngr
gpg
gpg-agent
debhelper
debhelper devscripts
dpkg-dev
fakeroot
equivs
lintian
pbuilder
qemu-user-static
qemu-system-x86
docker.io
podman
buildah
skopeo
ansible
awscli
s3fs
nfs-common
cifs-utils
fuse
fuse3
mailutils
postfix
exim4
sendmail
msmtp
ssmtp
dovecot-imapd
spamassassin
clamav
fail2ban
munin
nagios-plugins
zabbix-agent
snmp
collectd
prometheus-node-exporter
git-lfs
subversion
mercurial
bash-completion
tini
dumb-init
gosu
shellcheck
doxygen
swig
dos2unix
bc
dialog
expect
tree
xmlstarlet
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
firmware-linux-free
initramfs-tools
grub-pc
live-build
cloud-init
libvirt-daemon-system
mesa-utils
vulkan-tools
ocl-icd-libopencl1
pocl-opencl-icd
libnuma-dev
rdma-core
ibverbs-providers
wine
steam
samba
vsftpd
proftpd-basic
netatalk
cups
avahi-daemon
pulseaudio
alsa-utils
mpd
icecast2
asterisk
freeradius
krb5-user
sssd
libpam-ldapd
unixodbc-dev
tdsodbc
odbcinst
freetds-dev
libaio1
librdkafka-dev
libzmq3-dev
libevent-dev
libuv1-dev
libpcre3-dev
libpcre2-dev
libmaxminddb-dev
libgeoip-dev
libgd-dev
libgirepository1.0-dev
python3-gi gir1.2-gtk-3.0
libcairo2-dev
libpango-1.0-0 libpangocairo-1.0-0
libpangoft2-1.0-0 libharfbuzz-subset0
libmagic1
libsnappy-dev
liblz4-dev
libre2-dev
libclang-dev
libelf-dev
libbpf-dev
bpftrace
strace
ltrace
`
  .trim()
  .split("\n")
  .map((line) => line.split(" ").filter((name) => !name.startsWith("-")));

#!/bin/sh
# Makes facts/*.json anew: builds the file trees of the three hosts from Debian
# 12 packages, sets them up as the firm would, and gathers facts from each.
#
#   sudo sh testdata/example/build.sh [FOLDER]     FOLDER: where the trees go, /srv/baker
#   BASE=DIR      copy this tree of Debian 12 instead of running debootstrap
#   MIRROR=URL    http://deb.debian.org/debian
#   ISOSCAN=FILE  the program, bin/isoscan
#
# Needs root, debootstrap, network access to the mirror, jq, ssh-keygen and 2 GB. The
# trees are removed at the end. Passwords and keys are random and forgotten: no
# one knows them, and facts hold none. The facts' own times, and the times of
# files that the build made, are set to DAY and a night before it, so that the
# example does not change with the day on which it is built. Takes 8 minutes.
set -eu
DAY=2026-11-21
HERE=$(cd "$(dirname "$0")" && pwd)
TREES=${1:-/srv/baker}
MIRROR=${MIRROR:-http://deb.debian.org/debian}
ISOSCAN=${ISOSCAN:-$HERE/../../bin/isoscan}
LASTCHANGE=20743 # 2026-10-17, in days since 1970: when passwords were changed
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
[ "$(id -u)" = 0 ] || { echo "$0: run it as root" >&2; exit 2; }
[ -x "$ISOSCAN" ] || { echo "$0: no program $ISOSCAN; run make build, or set ISOSCAN" >&2; exit 2; }
mkdir -p "$TREES"

# --- small tools; R is the tree

# put FILE [MODE]: standard input becomes the file
put() { mkdir -p "$(dirname "$R$1")"; cat > "$R$1"; chmod "${2:-644}" "$R$1"; }

# tree NAME PACKAGES...: a Debian tree with these packages
tree() {
  R=$TREES/$1; shift
  if [ -e "$R" ]; then echo "$0: $R is there already" >&2; exit 2; fi
  if [ -n "${BASE:-}" ]; then cp -a "$BASE" "$R"; else debootstrap --variant=minbase bookworm "$R" "$MIRROR"; fi
  printf 'deb %s bookworm main\ndeb %s-security bookworm-security main\n' "$MIRROR" "$MIRROR" | put /etc/apt/sources.list
  cp -L /etc/resolv.conf "$R/etc/resolv.conf"
  printf '#!/bin/sh\nexit 101\n' | put /usr/sbin/policy-rc.d 755 # start nothing
  mount -t proc proc "$R/proc"
  trap 'umount "$R/proc"' EXIT
  chroot "$R" apt-get -q update
  chroot "$R" apt-get -q -y --no-install-recommends upgrade
  chroot "$R" apt-get -q -y --no-install-recommends install "$@"
  chroot "$R" apt-get clean
}

# named NAME: who the host is
named() {
  echo "$1" | put /etc/hostname
  printf '127.0.0.1 localhost\n127.0.1.1 %s %s\n::1 localhost\n' "$1" "${1%%.*}" | put /etc/hosts
  printf 'nameserver 10.20.0.53\nsearch baker.example\n' | put /etc/resolv.conf
  printf 'machine of %s' "$1" | md5sum | cut -c1-32 | put /etc/machine-id 444
  echo 'Etc/UTC' | put /etc/timezone
}

# user NAME UID [GROUPS]: an account of a person, with a password nobody knows
user() {
  chroot "$R" useradd -m -u "$2" -s /bin/bash ${3:+-G "$3"} "$1"
  printf '%s:%s\n' "$1" "$(head -c 24 /dev/urandom | base64)" | chroot "$R" chpasswd
  chroot "$R" chage -d "$LASTCHANGE" "$1"
}

# key NAME TYPE COMMENT: a key that opens the account; its other half is dropped
key() {
  t=$(mktemp -d)
  ssh-keygen -q -t "$2" -N '' -C "$3" -f "$t/k"
  mkdir -p "$R/home/$1/.ssh"
  cat "$t/k.pub" >> "$R/home/$1/.ssh/authorized_keys"
  rm -r "$t"
  chmod 700 "$R/home/$1/.ssh"; chmod 600 "$R/home/$1/.ssh/authorized_keys"
  chroot "$R" chown -R "$1:" "/home/$1/.ssh"
}

# gather NAME: facts of the tree, then the tree goes
gather() {
  umount "$R/proc"; trap - EXIT
  rm -f "$R/usr/sbin/policy-rc.d"
  find "$R" -xdev -newermt "$DAY 04:00 UTC" -exec touch -h -d "$DAY 04:00 UTC" {} +
  "$ISOSCAN" facts --rootfs "$R" --nmap off --output "$TREES/$1.json"
  jq -c --arg at "${DAY}T06:00:00Z" --arg root "/srv/baker/$1" '.started_at = $at | .finished_at = $at | .target.root = $root
    | .checks[] |= (.duration_ms = 0)' "$TREES/$1.json" > "$HERE/facts/$1.json"
  rm -r "$R" "$TREES/$1.json"
}

# --- web01: the public web server, looked after

web01() {
  tree web01 systemd-sysv nginx-light openssh-server sudo chrony rsyslog auditd nftables \
    libpam-pwquality unattended-upgrades cron logrotate
  named web01.baker.example
  sed -i -E 's/^(PASS_MAX_DAYS).*/\1 180/; s/^(PASS_MIN_DAYS).*/\1 1/; s/^(UMASK).*/\1 027/; s/^#? ?(SHA_CRYPT_MIN_ROUNDS).*/\1 65536/' "$R/etc/login.defs"
  chroot "$R" groupadd ssh-users
  user carl 1001 sudo,ssh-users; key carl ed25519 carl@laptop3
  user deploy 1002 ssh-users; key deploy ed25519 ci@baker.example
  chroot "$R" usermod -L deploy
  chmod 750 "$R"/home/*

  put /etc/ssh/sshd_config.d/10-baker.conf 600 <<'X'
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
AllowGroups ssh-users
MaxAuthTries 3
MaxSessions 4
MaxStartups 10:30:60
LoginGraceTime 30
ClientAliveInterval 300
ClientAliveCountMax 2
LogLevel VERBOSE
Banner /etc/issue.net
X11Forwarding no
AllowTcpForwarding no
AllowAgentForwarding no
Compression no
DebianBanner no
Ciphers chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com
MACs hmac-sha2-512-etm@openssh.com,hmac-sha2-256-etm@openssh.com
KexAlgorithms sntrup761x25519-sha512@openssh.com,curve25519-sha256
X
  for f in issue issue.net; do
    echo 'For authorised users of Baker & Sons only. Use is recorded; misuse is prosecuted.' | put /etc/$f
  done
  put /etc/nftables.conf 600 <<'X'
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
	chain input {
		type filter hook input priority 0; policy drop;
		iif lo accept
		iif != lo ip saddr 127.0.0.0/8 drop
		ct state established,related accept
		ct state invalid drop
		ip protocol icmp limit rate 10/second accept
		meta l4proto ipv6-icmp limit rate 20/second accept
		ip saddr 10.20.0.0/16 tcp dport 22 ct state new limit rate 10/minute accept
		tcp dport { 80, 443 } accept
		limit rate 5/minute log prefix "refused: "
	}
	chain forward { type filter hook forward priority 0; policy drop; }
	chain output { type filter hook output priority 0; policy accept; }
}
X
  chroot "$R" systemctl -q enable nftables.service
  put /etc/sysctl.d/60-baker.conf <<'X'
kernel.dmesg_restrict = 1
kernel.kptr_restrict = 2
kernel.randomize_va_space = 2
kernel.sysrq = 0
kernel.unprivileged_bpf_disabled = 1
kernel.yama.ptrace_scope = 1
fs.protected_hardlinks = 1
fs.protected_symlinks = 1
fs.protected_fifos = 2
fs.protected_regular = 2
fs.suid_dumpable = 0
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.default.accept_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv4.conf.default.accept_source_route = 0
net.ipv4.conf.all.log_martians = 1
net.ipv4.conf.default.log_martians = 1
net.ipv4.conf.all.rp_filter = 1
net.ipv4.conf.default.rp_filter = 1
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
net.ipv4.icmp_echo_ignore_broadcasts = 1
net.ipv4.ip_forward = 0
net.ipv4.tcp_syncookies = 1
net.ipv6.conf.all.accept_redirects = 0
net.ipv6.conf.default.accept_redirects = 0
net.ipv6.conf.all.accept_source_route = 0
net.ipv6.conf.default.accept_source_route = 0
net.ipv6.conf.all.forwarding = 0
X
  put /etc/audit/rules.d/50-baker.rules 640 <<'X'
-w /etc/passwd -p wa -k identity
-w /etc/shadow -p wa -k identity
-w /etc/group -p wa -k identity
-w /etc/gshadow -p wa -k identity
-w /etc/security/opasswd -p wa -k identity
-w /etc/sudoers -p wa -k privilege
-w /etc/sudoers.d/ -p wa -k privilege
-w /var/log/lastlog -p wa -k logins
-w /var/run/faillock/ -p wa -k logins
-w /etc/localtime -p wa -k time
-a always,exit -F arch=b64 -S adjtimex,settimeofday,clock_settime -F key=time
-a always,exit -F arch=b32 -S adjtimex,settimeofday,clock_settime -F key=time
-w /sbin/insmod -p x -k modules
-w /sbin/modprobe -p x -k modules
-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F key=modules
-a always,exit -F arch=b32 -S init_module,finit_module,delete_module -F key=modules
X
  echo '-e 2' | put /etc/audit/rules.d/99-lock.rules 640
  echo '*.* action(type="omfwd" target="log.baker.example" port="6514" protocol="tcp" queue.type="linkedList")' |
    put /etc/rsyslog.d/60-forward.conf
  put /etc/sudoers.d/baker 440 <<'X'
Defaults use_pty
Defaults logfile="/var/log/sudo.log"
Defaults timestamp_timeout=5
deploy web01=(root) NOPASSWD: /usr/bin/systemctl reload nginx.service
X
  put /etc/security/pwquality.conf <<'X'
minlen = 14
minclass = 3
dictcheck = 1
enforcing = 1
X
  printf 'typeset -r TMOUT=600\nexport TMOUT\n' | put /etc/profile.d/timeout.sh
  printf '* hard core 0\n' | put /etc/security/limits.d/10-core.conf
  printf 'APT::Periodic::Update-Package-Lists "1";\nAPT::Periodic::Unattended-Upgrade "1";\n' | put /etc/apt/apt.conf.d/20auto-upgrades
  for m in usb-storage dccp sctp rds tipc firewire-core; do printf 'install %s /bin/false\nblacklist %s\n' "$m" "$m"; done | put /etc/modprobe.d/baker.conf
  put /etc/nginx/conf.d/baker.conf <<'X'
server_tokens off;
ssl_protocols TLSv1.2 TLSv1.3;
X
  ln -s /dev/null "$R/etc/systemd/system/ctrl-alt-del.target"
  echo root | put /etc/cron.allow 600
  chroot "$R" chage -I 30 carl; chroot "$R" chage -I 30 deploy
  mkdir -p "$R/srv/www/site"
  # A folder into which the content system and the agency both write.
  mkdir -p "$R/srv/www/upload"; chmod 777 "$R/srv/www/upload"
  for f in prices opening; do echo "of the season" | put /srv/www/upload/$f.csv 666; done
  echo 41 | put /srv/www/site/counter.txt 666 # nobody knows why
  gather web01
}

# --- db01: the database, as its installer left it

db01() {
  tree db01 systemd-sysv openssh-server sudo postgresql redis-server rsyslog cron logrotate gcc
  named db01.baker.example
  user carl 1001 sudo; key carl ed25519 carl@laptop3
  user dbadmin 1002 sudo                       # shared by two people
  user acme 1003 postgres; key acme rsa acme-support # the vendor of the bookkeeping system
  user temp 1004
  chroot "$R" chage -d 19000 temp
  put /etc/ssh/sshd_config.d/10-vendor.conf <<'X'
PermitRootLogin yes
PasswordAuthentication yes
MaxAuthTries 10
X
  pg=$(echo "$R"/etc/postgresql/*/main)
  sed -i "s/^#listen_addresses.*/listen_addresses = '*'/" "$pg/postgresql.conf"
  echo 'host all all 10.20.0.0/16 trust' >> "$pg/pg_hba.conf"
  sed -i 's/^bind .*/bind 0.0.0.0/; s/^protected-mode .*/protected-mode no/' "$R/etc/redis/redis.conf"
  printf 'acme ALL=(ALL) NOPASSWD: ALL\n' | put /etc/sudoers.d/acme 440
  printf '#!/bin/sh\npg_dumpall > /srv/backup/all.sql\n' | put /etc/cron.daily/dump 755
  mkdir -p "$R/srv/backup"; echo 'dump' | put /srv/backup/all.sql 644
  gather db01
}

# --- laptop7: a laptop of sales

laptop7() {
  tree laptop7 systemd-sysv network-manager cryptsetup ufw sudo bluez wpasupplicant clamav clamav-freshclam chrony
  named laptop7.baker.example
  printf 'CHASSIS=laptop\nPRETTY_HOSTNAME="laptop7"\n' | put /etc/machine-info
  user fay 1001
  user carl 1002 sudo
  chmod 750 "$R"/home/*
  put /etc/crypttab 600 <<'X'
root_crypt UUID=7e0f1c52-3a6d-4c1e-9f40-5b8d2c6a1e73 none luks,discard
swap_crypt /dev/disk/by-partlabel/swap /dev/urandom swap,cipher=aes-xts-plain64,size=512
X
  put /etc/fstab <<'X'
/dev/mapper/root_crypt / ext4 errors=remount-ro 0 1
UUID=54AC-7F10 /boot/efi vfat umask=0077 0 2
/dev/mapper/swap_crypt none swap sw 0 0
tmpfs /tmp tmpfs nodev,nosuid,noexec,size=2g 0 0
X
  sed -i 's/^ENABLED=.*/ENABLED=yes/' "$R/etc/ufw/ufw.conf"
  chroot "$R" systemctl -q enable ufw.service
  printf '[connection]\nid=Office\ntype=wifi\n\n[wifi]\nssid=baker-office\n\n[wifi-security]\nkey-mgmt=wpa-eap\n' |
    put /etc/NetworkManager/system-connections/office.nmconnection 600
  printf '[General]\nDiscoverableTimeout = 0\n' | put /etc/bluetooth/main.conf # found by everybody, for ever
  gather laptop7
}

mkdir -p "$HERE/facts"
web01
db01
laptop7
rmdir "$TREES" 2>/dev/null || echo "$TREES holds something else, and stays"
ls -l "$HERE/facts"

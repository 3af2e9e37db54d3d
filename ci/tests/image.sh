#!/usr/bin/env bash
# Builds the image of ci/Dockerfile on a bare Debian that debootstrap makes from this machine's mirror, so that no registry
# of images is needed, and grades an adapter with it. Needs root.
# usage: image.sh
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
scratch=$(mktemp -d)
chmod 755 "$scratch"
PATH=$PATH:/usr/sbin:/sbin
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs
cleanup() {
  buildah rm --all >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap cleanup EXIT

bare_debian() { # FOLDER
  local mirror
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?$' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 || true)
  debootstrap --variant=minbase bookworm "$1" ${mirror:+"$mirror"}
  rm -f "$1/etc/apt/sources.list"
  cp -r /etc/apt/sources.list.d /etc/apt/apt.conf.d "$1/etc/apt/"
  cp /etc/resolv.conf "$1/etc/"
}

echo '== A base image'
bare_debian "$scratch/root"
base=$(buildah from scratch)
buildah copy -q "$base" "$scratch/root" /
buildah commit -q "$base" docker.io/library/debian:12-slim

echo '== The image'
git clone -q "$top" "$scratch/source"
cd "$scratch/source"
buildah bud --pull-never --network host -t reqsig -f ci/Dockerfile .

echo '== An adapter in it'
image=$(buildah from --pull-never localhost/reqsig)
in_image() { buildah run -v "$scratch/source:/source" --workingdir /source "$image" -- "$@"; }
[ "$(in_image id -un)" = nobody ]
in_image reqsig adapter python >adapter.py
in_image reqsig test --fresh 200 -- python3 adapter.py
sed 's/sha256=/sha256:/' adapter.py >wrong.py
if in_image reqsig test -- python3 wrong.py >wrong.log; then
  echo 'a wrong adapter passes'
  exit 1
fi
grep '^Not conformant' wrong.log

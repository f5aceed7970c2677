#!/usr/bin/env bash
# The app bundle for macOS, signed and notarised, in a disk image. Not run on a Mac yet; see ../README.md.
#   IDENTITY="Developer ID Application: …" PROFILE=… packaging/package/macos/bundle.sh
# IDENTITY: a certificate of the keychain. PROFILE: what `xcrun notarytool store-credentials` stored. Without them the image is unsigned.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' desktop_sync/__init__.py)
app="dist/Desktop Sync.app"
image="dist/desktop-sync-$version.dmg"

# The icon in the sizes of an .icns, before the bundle is made.
python3 packaging/dev.py package wheel
.venv-package/bin/python packaging/package/icons.py dist/icons
set_of=dist/icons/desktop-sync.iconset
mkdir -p "$set_of"
for size in 16 32 128 256 512; do
    cp "dist/icons/desktop-sync-$size.png" "$set_of/icon_${size}x${size}.png"
done
for size in 16 128 256; do
    cp "dist/icons/desktop-sync-$((size * 2)).png" "$set_of/icon_${size}x${size}@2x.png"
done
iconutil --convert icns --output dist/icons/desktop-sync.icns "$set_of"

python3 packaging/dev.py package folder
rm -f "$image"

if [ -n "${IDENTITY:-}" ]; then
    # From the inside out: libraries first, then the program, then the bundle.
    find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' \) -print0 |
        xargs -0 codesign --force --timestamp --options runtime --sign "$IDENTITY"
    codesign --force --timestamp --options runtime --entitlements packaging/package/macos/entitlements.plist \
        --sign "$IDENTITY" "$app/Contents/MacOS/desktop-sync"
    codesign --force --timestamp --options runtime --entitlements packaging/package/macos/entitlements.plist \
        --sign "$IDENTITY" "$app"
    codesign --verify --deep --strict --verbose=2 "$app"
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
hdiutil create -volname "Desktop Sync" -srcfolder "$stage" -format UDZO "$image"

if [ -n "${IDENTITY:-}" ]; then
    codesign --force --timestamp --sign "$IDENTITY" "$image"
fi
if [ -n "${PROFILE:-}" ]; then
    xcrun notarytool submit "$image" --keychain-profile "$PROFILE" --wait
    xcrun stapler staple "$image"
    spctl --assess --type open --context context:primary-signature --verbose "$image"
fi
echo "$image"

package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** {@code type=volume,source=data,target=/data,readonly,...}. */
public final class MountOption {
  private static final Set<String> SWITCHES =
      Set.of("readonly", "ro", "volume-nocopy", "bind-nonrecursive", "bind-create-src");

  private final JsonObject mount = new JsonObject().set("Type", "volume");

  private MountOption() {}

  /** The mount an option's value describes. */
  public static JsonObject parse(String text) {
    MountOption option = new MountOption();
    if (text.isBlank()) {
      throw new IllegalArgumentException("a mount needs at least a target");
    }
    for (String field : Csv.fields(text.strip())) {
      option.field(field);
    }
    option.check();
    return option.mount;
  }

  private void field(String field) {
    String key = KeyValues.key(field).toLowerCase(Locale.ROOT);
    boolean hasValue = field.indexOf('=') >= 0;
    String value = KeyValues.value(field);
    if (!key.strip().equals(key) || !value.strip().equals(value)) {
      throw new IllegalArgumentException("field '" + field + "' has blanks around its parts");
    }
    if (!hasValue && !SWITCHES.contains(key)) {
      throw new IllegalArgumentException("field '" + field + "' must be KEY=VALUE");
    }
    if (hasValue && value.isEmpty()) {
      throw new IllegalArgumentException("field '" + key + "' has an empty value");
    }
    if (!common(key, value, hasValue)
        && !bind(key, value, hasValue)
        && !volume(key, value, hasValue)
        && !tmpfs(key, value)) {
      throw new IllegalArgumentException("unknown mount option '" + key + "'");
    }
  }

  private boolean common(String key, String value, boolean hasValue) {
    switch (key) {
      case "type" -> mount.set("Type", value.toLowerCase(Locale.ROOT));
      case "source", "src" -> mount.set("Source", absolute(value));
      case "target", "dst", "destination" -> mount.set("Target", value);
      case "readonly", "ro" -> mount.setIfTrue("ReadOnly", flag(key, value, hasValue));
      case "consistency" -> mount.set("Consistency", value.toLowerCase(Locale.ROOT));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean bind(String key, String value, boolean hasValue) {
    switch (key) {
      case "bind-propagation" ->
          mount.child("BindOptions").set("Propagation", value.toLowerCase(Locale.ROOT));
      case "bind-nonrecursive" ->
          throw new IllegalArgumentException(
              "bind-nonrecursive is gone; use bind-recursive=disabled");
      case "bind-recursive" -> recursion(value);
      case "bind-create-src" ->
          mount.child("BindOptions").setIfTrue("CreateMountpoint", flag(key, value, hasValue));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void recursion(String value) {
    switch (value) {
      case "enabled" -> mount.remove("NonRecursive");
      case "disabled" -> mount.child("BindOptions").set("NonRecursive", true);
      case "writable" -> mount.child("BindOptions").set("ReadOnlyNonRecursive", true);
      case "readonly" -> mount.child("BindOptions").set("ReadOnlyForceRecursive", true);
      default ->
          throw new IllegalArgumentException(
              "bind-recursive is enabled, disabled, writable or readonly, not " + value);
    }
  }

  private boolean volume(String key, String value, boolean hasValue) {
    switch (key) {
      case "volume-subpath" -> mount.child("VolumeOptions").set("Subpath", value);
      case "volume-nocopy" ->
          mount.child("VolumeOptions").setIfTrue("NoCopy", flag(key, value, hasValue));
      case "volume-label" ->
          mount
              .child("VolumeOptions")
              .child("Labels")
              .set(KeyValues.key(value), KeyValues.value(value));
      case "volume-driver" -> mount.child("VolumeOptions").child("DriverConfig").set("Name", value);
      case "volume-opt" ->
          mount
              .child("VolumeOptions")
              .child("DriverConfig")
              .child("Options")
              .set(KeyValues.key(value), KeyValues.value(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean tmpfs(String key, String value) {
    switch (key) {
      case "tmpfs-size" -> mount.child("TmpfsOptions").set("SizeBytes", Amounts.bytes(value));
      case "tmpfs-mode" -> mount.child("TmpfsOptions").set("Mode", FileMode.octal(value));
      case "image-subpath" -> mount.child("ImageOptions").set("Subpath", value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static String absolute(String source) {
    return source.startsWith(".")
        ? Path.of(source).toAbsolutePath().normalize().toString()
        : source;
  }

  private static boolean flag(String key, String value, boolean hasValue) {
    return switch (hasValue ? value : "true") {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException(key + " is true or false, not " + value);
    };
  }

  private void check() {
    String type = mount.text("Type");
    only("BindOptions", "bind", type);
    only("VolumeOptions", "volume", type);
    only("TmpfsOptions", "tmpfs", type);
    only("ImageOptions", "image", type);
    JsonObject bind = mount.object("BindOptions");
    boolean wantsReadOnly =
        bind.flag("ReadOnlyNonRecursive") || bind.flag("ReadOnlyForceRecursive");
    if (wantsReadOnly && !mount.flag("ReadOnly")) {
      throw new IllegalArgumentException("this bind-recursive value needs readonly as well");
    }
    if (bind.flag("ReadOnlyForceRecursive") && !bind.text("Propagation").equals("rprivate")) {
      throw new IllegalArgumentException(
          "bind-recursive=readonly needs bind-propagation=rprivate as well");
    }
  }

  private void only(String options, String wanted, String type) {
    if (mount.has(options) && !type.equals(wanted)) {
      throw new IllegalArgumentException(
          "options of " + wanted + " mounts do not fit a mount of type " + type);
    }
  }
}

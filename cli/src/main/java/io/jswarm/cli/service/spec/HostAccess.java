package io.jswarm.cli.service.spec;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.DeviceOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What containers have of their hosts. An update that leaves a member out keeps it, as Docker's
 * clients do not know them; so what is taken away is said.
 */
final class HostAccess {
  private HostAccess() {}

  static void create(ParsedFlags flags, JsonObject container) {
    container.setUnlessEmpty("Devices", flags.each("device", DeviceOption::parse));
    container.setIfTrue("Privileged", flags.toggle("privileged"));
    if (flags.isSet("gpus")) {
      container.setUnlessZero("Gpus", flags.one("gpus", DeviceOption::gpus));
    }
  }

  static void merge(ParsedFlags flags, JsonObject container) {
    if (flags.anySet("device-add", "device-rm")) {
      container.set("Devices", devices(flags, container));
    }
    if (flags.isSet("privileged")) {
      container.set("Privileged", flags.toggle("privileged"));
    }
    if (flags.isSet("gpus")) {
      container.set("Gpus", flags.one("gpus", DeviceOption::gpus));
    }
  }

  private static List<JsonObject> devices(ParsedFlags flags, JsonObject container) {
    List<JsonObject> devices = new ArrayList<>(container.objects("Devices"));
    for (String path : flags.texts("device-rm")) {
      if (!devices.removeIf(each -> isAt(each, path))) {
        throw new UsageException("the service has no device " + path);
      }
    }
    for (JsonObject added : flags.each("device-add", DeviceOption::parse)) {
      devices.removeIf(each -> inside(each).equals(inside(added)));
      devices.add(added);
    }
    return devices;
  }

  private static boolean isAt(JsonObject device, String path) {
    return device.text("PathOnHost").equals(path) || inside(device).equals(path);
  }

  private static String inside(JsonObject device) {
    String path = device.text("PathInContainer");
    return path.isEmpty() ? device.text("PathOnHost") : path;
  }
}

package io.jswarm.worker.net.live;

import io.jswarm.api.codec.Json;
import io.jswarm.overlaynet.kernel.NetNamespace;
import io.jswarm.overlaynet.kernel.NetStack;
import io.jswarm.overlaynet.state.Entry;
import io.jswarm.overlaynet.state.Link;
import io.jswarm.overlaynet.state.Setting;
import io.jswarm.worker.kernel.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of the whole machine that a data path needs otherwise than they were. What they were
 * is written down before the first change and put back at the end.
 */
final class HostSettings {
  private static final String V6_FORWARDING = "ipv6/conf/all/forwarding";

  private final NetNamespace host;
  private final Path file;
  private final Map<String, String> before = new TreeMap<>();

  /** Entries before whose change all was looked at that is to be remembered. */
  private List<Entry> seen = List.of();

  /** What the file holds. */
  private record Written(Map<String, String> before) {}

  HostSettings(NetNamespace host, Path file) throws IOException {
    this.host = host;
    this.file = file;
    if (Files.exists(file)) {
      before.putAll(Json.read(Files.readAllBytes(file), Written.class).before());
    }
  }

  /** Looks at the machine again before the next change. */
  void doubt() {
    seen = List.of();
  }

  /** Writes down what these entries are about to change. */
  void remember(List<Entry> desired) throws IOException {
    if (desired.equals(seen)) {
      return;
    }
    for (Entry each : desired) {
      if (each instanceof Setting setting
          && setting.device().isEmpty()
          && !before.containsKey(setting.path())) {
        host.run(stack -> remember(stack, setting));
      }
    }
    seen = desired;
  }

  private void remember(NetStack stack, Setting wanted) throws IOException {
    Optional<Setting> found = stack.setting(wanted.path());
    if (found.isEmpty() || found.get().equals(wanted)) {
      return;
    }
    before.put(wanted.path(), found.get().value());
    if (wanted.path().equals(V6_FORWARDING)) {
      keepAdvertisedRoutes(stack);
    }
    WholeFile.write(file, Json.writeBytes(new Written(before)));
  }

  /**
   * A machine that forwards no longer heeds routers' advertisements, unless each device says so.
   */
  private void keepAdvertisedRoutes(NetStack stack) throws IOException {
    for (Link each : stack.links()) {
      String path = "ipv6/conf/" + each.name() + "/accept_ra";
      if (stack.setting(path).filter(found -> found.value().equals("1")).isPresent()) {
        before.put(path, "1");
        stack.put(new Setting(path, "2"));
      }
    }
  }

  /** Puts back what was there before; a device that is gone meanwhile is passed over. */
  void giveBack() throws IOException {
    for (Map.Entry<String, String> each : before.entrySet()) {
      host.run(stack -> {
        if (stack.setting(each.getKey()).isPresent()) {
          stack.put(new Setting(each.getKey(), each.getValue()));
        }
      });
    }
    before.clear();
    doubt();
    Files.deleteIfExists(file);
  }
}

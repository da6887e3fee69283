package io.jswarm.cli.option;

import io.jswarm.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code privileged,gpus,device=/dev/fuse}, or {@code none}: what services may have of hosts. */
public final class WorkloadPolicyOption {
  private WorkloadPolicyOption() {}

  /** The whole policy; what is not named is not allowed. */
  public static JsonObject parse(String text) {
    JsonObject policy = new JsonObject();
    List<String> devices = new ArrayList<>();
    if (!text.isEmpty() && !text.equals("none")) {
      for (String word : text.split(",", -1)) {
        String key = KeyValues.key(word);
        switch (key) {
          case "privileged" -> policy.set("Privileged", true);
          case "gpus" -> policy.set("Gpus", true);
          case "device" -> devices.add(KeyValues.value(word));
          default ->
              throw new IllegalArgumentException(
                  "a policy is none, or of privileged, gpus and device=PATH, with commas between");
        }
      }
    }
    return policy.setUnlessEmpty("Devices", devices);
  }

  /** The policy as it was said. */
  public static String text(JsonObject policy) {
    List<String> words = new ArrayList<>();
    if (policy.flag("Privileged")) {
      words.add("privileged");
    }
    if (policy.flag("Gpus")) {
      words.add("gpus");
    }
    policy.texts("Devices").forEach(each -> words.add("device=" + each));
    return words.isEmpty() ? "none" : String.join(",", words);
  }
}

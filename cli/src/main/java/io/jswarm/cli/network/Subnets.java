package io.jswarm.cli.network;

import io.jswarm.cli.command.ParsedFlags;
import io.jswarm.cli.command.UsageException;
import io.jswarm.cli.json.JsonObject;
import io.jswarm.cli.option.KeyValues;
import io.jswarm.cli.option.Prefix;
import java.util.ArrayList;
import java.util.List;

/** Puts ranges, gateways and further addresses to the subnets that hold them. */
final class Subnets {
  private record Subnet(Prefix prefix, JsonObject config) {}

  private Subnets() {}

  static List<JsonObject> of(ParsedFlags flags) {
    List<Subnet> subnets = new ArrayList<>();
    for (String text : flags.texts("subnet")) {
      Prefix prefix = prefix("subnet", text);
      for (Subnet other : subnets) {
        if (other.prefix.contains(prefix) || prefix.contains(other.prefix)) {
          throw UsageException.badValue("subnet", text, "it overlaps another --subnet");
        }
      }
      subnets.add(new Subnet(prefix, new JsonObject().set("Subnet", text)));
    }
    put(flags, subnets, "ip-range", "IPRange");
    put(flags, subnets, "gateway", "Gateway");
    for (String text : flags.texts("aux-address")) {
      JsonObject config = holder(subnets, "aux-address", KeyValues.value(text));
      config.child("AuxiliaryAddresses").set(KeyValues.key(text), KeyValues.value(text));
    }
    return subnets.stream().map(Subnet::config).toList();
  }

  private static void put(ParsedFlags flags, List<Subnet> subnets, String flag, String field) {
    for (String text : flags.texts(flag)) {
      JsonObject config = holder(subnets, flag, text);
      if (config.has(field)) {
        throw UsageException.badValue(flag, text, "its subnet has one already");
      }
      config.set(field, text);
    }
  }

  private static JsonObject holder(List<Subnet> subnets, String flag, String text) {
    Prefix prefix = prefix(flag, text);
    for (Subnet subnet : subnets) {
      if (subnet.prefix.contains(prefix)) {
        return subnet.config;
      }
    }
    throw UsageException.badValue(flag, text, "no --subnet holds it");
  }

  private static Prefix prefix(String flag, String text) {
    try {
      return Prefix.parse(text);
    } catch (IllegalArgumentException e) {
      throw UsageException.badValue(flag, text, String.valueOf(e.getMessage()));
    }
  }
}

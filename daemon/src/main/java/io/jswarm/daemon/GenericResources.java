package io.jswarm.daemon;

import io.jswarm.api.model.GenericResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What an operator says this node has of things the cluster only counts, as {@code dockerd
 * --node-generic-resource} takes it: a number of equal pieces ({@code ssd=3}), or each piece by its
 * name ({@code gpu=uuid1}, several times).
 */
final class GenericResources {
  private GenericResources() {}

  /**
   * Reads all that was said; one text may name several, with commas between them.
   *
   * @throws IllegalArgumentException when a text is not understood, or says a kind in both ways or
   *     a piece twice
   */
  static List<GenericResource> parse(List<String> texts) {
    Map<String, List<String>> byKind = new LinkedHashMap<>();
    for (String text : texts) {
      for (String term : text.split(",", -1)) {
        int equals = term.indexOf('=');
        if (equals < 1 || equals == term.length() - 1 || equals != term.lastIndexOf('=')) {
          throw new IllegalArgumentException(
              "--node-generic-resource must be KIND=NUMBER or KIND=NAME, not " + term);
        }
        byKind
            .computeIfAbsent(term.substring(0, equals).strip(), _ -> new ArrayList<>())
            .add(term.substring(equals + 1).strip());
      }
    }
    List<GenericResource> all = new ArrayList<>();
    for (Map.Entry<String, List<String>> kind : byKind.entrySet()) {
      all.addAll(ofKind(kind.getKey(), kind.getValue()));
    }
    return all;
  }

  private static List<GenericResource> ofKind(String kind, List<String> values) {
    long counted = values.stream().filter(GenericResources::isNumber).count();
    if (counted == 1 && values.size() == 1) {
      return List.of(GenericResource.discrete(kind, Long.parseLong(values.getFirst())));
    }
    if (counted > 0) {
      throw new IllegalArgumentException(
          "--node-generic-resource: %s is either one number or the names of its pieces"
              .formatted(kind));
    }
    if (new TreeSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(
          "--node-generic-resource: a piece of %s is named twice".formatted(kind));
    }
    return values.stream().map(each -> GenericResource.named(kind, each)).toList();
  }

  private static boolean isNumber(String value) {
    return value.matches("[0-9]{1,18}");
  }
}

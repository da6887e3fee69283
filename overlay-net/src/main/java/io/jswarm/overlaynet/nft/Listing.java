package io.jswarm.overlaynet.nft;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table as nft lists it. Our rules are written in the words nft uses itself, so what is there can
 * be compared with what should be there, but for the order of elements and the spelling of
 * addresses.
 */
final class Listing {
  private static final Pattern SECTION = Pattern.compile("(chain|set|map) (\\S+) \\{");
  private static final Pattern ELEMENTS = Pattern.compile("elements = \\{ (.*) \\}");
  private static final Pattern V6 = Pattern.compile("[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*");

  /** Lines by section; a chain's begin with its hook when it has one. */
  private final SortedMap<String, List<String>> sections = new TreeMap<>();

  Listing(String text) {
    Iterator<String> lines = text.lines().map(String::strip).iterator();
    while (lines.hasNext()) {
      var section = SECTION.matcher(lines.next());
      if (section.matches()) {
        sections.put(kind(section.group(1)) + section.group(2), body(lines));
      }
    }
  }

  private static String kind(String word) {
    return word.equals("chain") ? "chain " : "set ";
  }

  /** The lines up to the closing brace; a list of elements over several lines becomes one. */
  private static List<String> body(Iterator<String> lines) {
    List<String> body = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    while (lines.hasNext()) {
      String line = lines.next();
      if (open.isEmpty() && line.equals("}")) {
        return body;
      }
      open.append(open.isEmpty() ? "" : " ").append(line);
      if (count(open, '{') == count(open, '}')) {
        body.add(open.toString());
        open.setLength(0);
      }
    }
    return body;
  }

  private static long count(CharSequence text, char wanted) {
    return text.chars().filter(each -> each == wanted).count();
  }

  Optional<String> differenceFrom(Table table) {
    SortedMap<String, List<String>> wanted = wanted(table);
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(sections.keySet());
    for (Map.Entry<String, NamedSet> each : table.sets().entrySet()) {
      if (each.getValue().isFilledByRules() && sections.containsKey("set " + each.getKey())) {
        names.remove("set " + each.getKey());
      }
    }
    return names.stream()
        .filter(name -> !spelled(wanted.get(name)).equals(spelled(sections.get(name))))
        .findFirst();
  }

  private static SortedMap<String, List<String>> wanted(Table table) {
    SortedMap<String, List<String>> wanted = new TreeMap<>();
    table
        .chains()
        .forEach((name, chain) -> {
          List<String> lines = new ArrayList<>();
          if (!chain.hook().isEmpty()) {
            lines.add(chain.hook() + "; policy accept;");
          }
          lines.addAll(chain.rules());
          wanted.put("chain " + name, lines);
        });
    table
        .sets()
        .forEach((name, set) -> {
          List<String> lines = new ArrayList<>(List.of(set.typeClause()));
          if (!set.elements().isEmpty()) {
            lines.add("elements = " + NamedSet.text(set.elements()));
          }
          wanted.put("set " + name, lines);
        });
    return wanted;
  }

  /** Lines in one spelling; a section that is not there differs from an empty one. */
  private static List<String> spelled(@Nullable List<String> lines) {
    if (lines == null) {
      return List.of("absent");
    }
    return lines.stream().map(Listing::spelled).toList();
  }

  private static String spelled(String line) {
    String plain = V6.matcher(line).replaceAll(Listing::spelled);
    var elements = ELEMENTS.matcher(plain);
    return elements.matches()
        ? String.join(", ", new TreeSet<>(List.of(elements.group(1).split(",\\s*", -1))))
        : plain;
  }

  private static String spelled(MatchResult address) {
    try {
      return InetAddress.ofLiteral(address.group()).getHostAddress();
    } catch (IllegalArgumentException _) {
      return address.group(); // an Ethernet address
    }
  }
}

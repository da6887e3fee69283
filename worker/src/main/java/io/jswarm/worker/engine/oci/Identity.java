package io.jswarm.worker.engine.oci;

import io.jswarm.worker.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who a container's process is, looked up in the container's own {@code /etc/passwd} and {@code
 * /etc/group} as Docker does. Pure.
 *
 * @param groups all of them, {@code gid} too
 */
record Identity(int uid, int gid, List<Integer> groups) {

  private record User(String name, int uid, int gid) {}

  private record Group(String name, int gid, List<String> members) {}

  /**
   * Looks up {@code user[:group]}.
   *
   * @param user names or numbers; empty is root
   * @param more further groups
   * @param passwd the file's text, empty when there is none
   * @throws EngineException.Rejected when a name is in neither file
   */
  static Identity of(String user, List<String> more, String passwd, String group) {
    int colon = user.indexOf(':');
    String userText = colon < 0 ? user : user.substring(0, colon);
    String groupText = colon < 0 ? "" : user.substring(colon + 1);
    List<Group> groups = groups(group);
    Optional<User> found = find(users(passwd), userText);
    int uid = found.map(User::uid).orElseGet(() -> uidOf(userText));
    int gid = groupText.isEmpty() ? found.map(User::gid).orElse(0) : gidOf(groups, groupText);
    SortedSet<Integer> all = new TreeSet<>(List.of(gid));
    if (groupText.isEmpty()) {
      found.ifPresent(each ->
          groups.stream()
              .filter(one -> one.members().contains(each.name()))
              .forEach(one -> all.add(one.gid())));
    }
    more.forEach(each -> all.add(gidOf(groups, each)));
    return new Identity(uid, gid, List.copyOf(all));
  }

  private static Optional<User> find(List<User> users, String text) {
    Optional<User> byName = users.stream().filter(each -> each.name().equals(text)).findFirst();
    if (byName.isPresent()) {
      return byName;
    }
    OptionalInt uid = text.isEmpty() ? OptionalInt.of(0) : number(text);
    return uid.isEmpty()
        ? Optional.empty()
        : users.stream().filter(each -> each.uid() == uid.getAsInt()).findFirst();
  }

  private static int uidOf(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    return number(text)
        .orElseThrow(() ->
            new EngineException.Rejected(
                "unable to find user %s: no matching entries in passwd file".formatted(text)));
  }

  private static int gidOf(List<Group> groups, String text) {
    return groups.stream()
        .filter(each -> each.name().equals(text))
        .map(Group::gid)
        .findFirst()
        .orElseGet(() ->
            number(text)
                .orElseThrow(() ->
                    new EngineException.Rejected(
                        "unable to find group %s: no matching entries in group file"
                            .formatted(text))));
  }

  private static OptionalInt number(String text) {
    if (!text.matches("[0-9]+")) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(Integer.parseInt(text));
    } catch (NumberFormatException tooLarge) {
      throw new EngineException.Rejected("uids and gids must be in range 0-2147483647");
    }
  }

  private static List<User> users(String passwd) {
    List<User> users = new ArrayList<>();
    for (List<String> fields : lines(passwd, 4)) {
      if (isNumber(fields.get(2)) && isNumber(fields.get(3))) {
        users.add(
            new User(
                fields.get(0), Integer.parseInt(fields.get(2)), Integer.parseInt(fields.get(3))));
      }
    }
    return users;
  }

  private static List<Group> groups(String group) {
    List<Group> groups = new ArrayList<>();
    for (List<String> fields : lines(group, 3)) {
      if (isNumber(fields.get(2))) {
        List<String> members =
            fields.size() > 3 ? List.of(fields.get(3).split(",", -1)) : List.of();
        groups.add(new Group(fields.get(0), Integer.parseInt(fields.get(2)), members));
      }
    }
    return groups;
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,9}");
  }

  private static List<List<String>> lines(String text, int fields) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(":", -1)))
        .filter(each -> each.size() >= fields)
        .toList();
  }
}

package io.jswarm.api.model;

/** SELinux labels of a container. */
@OmitEmpty
public record SeLinuxContext(
    @Always boolean disable,
    @Always String user,
    @Always String role,
    @Always String type,
    @Always String level) {
  public SeLinuxContext {
    user = Values.text(user);
    role = Values.text(role);
    type = Values.text(type);
    level = Values.text(level);
  }
}

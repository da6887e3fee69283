package io.jswarm.api.model;

/** A plugin an engine has: its type ({@code Volume}, {@code Network}, {@code Log}...) and name. */
@OmitEmpty
public record PluginDescription(String type, String name) {
  public PluginDescription {
    type = Values.text(type);
    name = Values.text(name);
  }
}

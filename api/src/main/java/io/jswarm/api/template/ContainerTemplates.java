package io.jswarm.api.template;

import io.jswarm.api.model.ContainerSpec;
import io.jswarm.api.model.Driver;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.VolumeOptions;
import io.jswarm.api.text.GoText;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The templates of a container's spec: the values of its environment, its mounts' sources, targets,
 * volume labels and driver options, and its host name.
 */
public final class ContainerTemplates {
  private final Templates templates;

  private ContainerTemplates(TemplateContext context) {
    this.templates = Templates.ofSpec(context);
  }

  /**
   * The spec with all of them filled in.
   *
   * @throws TemplateException with Docker's sentence, which repeats the text that is wrong
   */
  public static ContainerSpec expand(ContainerSpec spec, TemplateContext context) {
    ContainerTemplates all = new ContainerTemplates(context);
    List<String> env =
        within("expanding env failed", () -> spec.env().stream().map(all::variable).toList());
    List<Mount> mounts =
        within("expanding mounts failed", () -> spec.mounts().stream().map(all::mount).toList());
    String hostname =
        within("expanding hostname failed", () -> all.templates.expand(spec.hostname()));
    return spec.withEnv(env).withMounts(mounts).withHostname(hostname);
  }

  private String variable(String entry) {
    int sign = entry.indexOf('=');
    return sign < 0
        ? entry
        : entry.substring(0, sign + 1) + text("expanding env", entry, entry.substring(sign + 1));
  }

  private Mount mount(Mount mount) {
    return new Mount(
        mount.type(),
        text("expanding mount source", mount.source(), mount.source()),
        text("expanding mount target", mount.target(), mount.target()),
        mount.readOnly(),
        mount.consistency(),
        mount.bindOptions(),
        volume(mount.volumeOptions()),
        mount.imageOptions(),
        mount.tmpfsOptions(),
        mount.clusterOptions());
  }

  private @Nullable VolumeOptions volume(@Nullable VolumeOptions options) {
    if (options == null) {
      return null;
    }
    Map<String, String> labels = within("expanding volume labels", () -> values(options.labels()));
    return new VolumeOptions(
        options.noCopy(), labels, options.subpath(), driver(options.driverConfig()));
  }

  private @Nullable Driver driver(@Nullable Driver driver) {
    return driver == null
        ? null
        : new Driver(
            driver.name(),
            within("expanding volume driver config", () -> values(driver.options())));
  }

  private Map<String, String> values(Map<String, String> map) {
    SortedMap<String, String> expanded = new TreeMap<>();
    map.forEach((key, value) -> {
      try {
        expanded.put(key, templates.expand(value));
      } catch (TemplateException e) {
        throw e.within("expanding map entry " + GoText.quoted(key) + "=" + GoText.quoted(value));
      }
    });
    return expanded;
  }

  private String text(String what, String shown, String template) {
    try {
      return templates.expand(template);
    } catch (TemplateException e) {
      throw e.within(what + " " + GoText.quoted(shown));
    }
  }

  private static <T> T within(String what, Supplier<T> expansion) {
    try {
      return expansion.get();
    } catch (TemplateException e) {
      throw e.within(what);
    }
  }
}

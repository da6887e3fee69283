package io.jswarm.worker.engine.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.BindOptions;
import io.jswarm.api.model.Mount;
import io.jswarm.api.model.VolumeOptions;
import io.jswarm.worker.engine.EngineException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MountRulesTest {
  private static Mount mount(String type, String source, String target) {
    return new Mount(type, source, target, false, "", null, null, null, null, null);
  }

  private static Mount bind(boolean readOnly, BindOptions options) {
    return new Mount("bind", "/x", "/y", readOnly, "", options, null, null, null, null);
  }

  private static Mount volume(String source, boolean readOnly, @Nullable String subpath) {
    VolumeOptions options =
        subpath == null ? null : new VolumeOptions(false, Map.of(), subpath, null);
    return new Mount("volume", source, "/y", readOnly, "", null, options, null, null, null);
  }

  @Test
  void aTargetIsSpelledInOneWay() {
    assertThat(MountRules.check(mount("volume", "db", "/a//b/../c/."))).isEqualTo("/a/c");
    assertThat(MountRules.check(mount("", "db", "/data"))).isEqualTo("/data");
  }

  @Test
  void whatDockerRefusesIsRefusedInItsWords() {
    refused(mount("volume", "db", "/.."), "invalid specification: destination can't be '/'");
    refused(mount("weird", "/x", "/y"), "mount type unknown");
    refused(
        bind(false, new BindOptions("sideways", false, false, false, false)),
        "invalid propagation mode: sideways");
    refused(volume("", true, null), "must not set ReadOnly mode when using anonymous volumes");
    refused(
        volume("db", false, "a/../../b"),
        "subpath must be a relative path within the volume: a/../../b");
    refused(volume("db", false, "/etc"), "subpath must be a relative path within the volume: /etc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bind|/x|''|invalid mount target, must be an absolute path: ",
        "bind|/x|y|invalid mount target, must be an absolute path: y",
        "volume|x|y|invalid mount target, must be an absolute path: y",
        "bind|''|/y|invalid bind mount source, must be an absolute path: ",
        "bind|./x|/y|invalid bind mount source, must be an absolute path: ./x",
        "volume|/x|/y|invalid volume mount source, must not be an absolute path: /x",
        "tmpfs|/x|/y|invalid tmpfs source, source must be empty",
      })
  void whatIsAbsoluteAndWhatIsNotIsSaidBeforeAllElse(
      String type, String source, String target, String sentence) {
    assertThatThrownBy(() -> MountRules.check(mount(type, source, target)))
        .isInstanceOf(EngineException.Rejected.class)
        .message()
        .isEqualToIgnoringWhitespace(sentence);
  }

  @Test
  void recursionOfReadOnlyNeedsReadOnly() {
    refused(
        bind(false, new BindOptions("", false, false, false, true)),
        "a recursion of read-only needs ReadOnly to be true");
    assertThat(MountRules.check(bind(true, new BindOptions("rprivate", false, false, false, true))))
        .isEqualTo("/y");
  }

  @Test
  void whatThisNodeCannotMountIsNamed() {
    refused(mount("npipe", "x", "/y"), "named pipes exist on Windows only");
    refused(
        mount("cluster", "x", "/y"),
        "this node has no CSI plugin: cluster volumes cannot be mounted");
  }

  private static void refused(Mount mount, String reason) {
    assertThatThrownBy(() -> MountRules.check(mount))
        .isInstanceOf(EngineException.Rejected.class)
        .hasMessage("invalid mount config for type \"%s\": %s".formatted(mount.type(), reason));
  }
}

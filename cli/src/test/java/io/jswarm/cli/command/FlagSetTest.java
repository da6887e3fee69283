package io.jswarm.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagSetTest {
  private final FlagSet flags =
      new FlagSet()
          .toggle("d", "detach", "x")
          .toggle("q", "quiet", "x")
          .value("n", "name", "NAME", "x")
          .list("e", "env", "NAME=VALUE", "x");

  private ParsedFlags parse(String line) {
    return flags.parse(List.of(line.split(" ")), 0);
  }

  @Test
  void valuesFollowAfterABlankOrAnEqualsSign() {
    assertThat(parse("--name web").text("name")).isEqualTo("web");
    assertThat(parse("--name=web").text("name")).isEqualTo("web");
    assertThat(parse("-n web").text("name")).isEqualTo("web");
    assertThat(parse("-nweb").text("name")).isEqualTo("web");
    assertThat(parse("-n=web").text("name")).isEqualTo("web");
  }

  @Test
  void shorthandsOfSwitchesCanBeJoined() {
    ParsedFlags parsed = parse("-dqn web x");
    assertThat(parsed.toggle("detach")).isTrue();
    assertThat(parsed.toggle("quiet")).isTrue();
    assertThat(parsed.text("name")).isEqualTo("web");
    assertThat(parsed.arguments()).containsExactly("x");
  }

  @Test
  void aSwitchCanBeSwitchedOff() {
    assertThat(parse("--detach=false").toggle("detach")).isFalse();
    assertThat(parse("--detach=false").isSet("detach")).isTrue();
    assertThat(parse("-d=0").toggle("detach")).isFalse();
    assertThatThrownBy(() -> parse("--detach=maybe"))
        .hasMessage("invalid argument \"maybe\" for \"--detach\": must be true or false");
  }

  @Test
  void aListKeepsAllItsValuesAndAValueItsLast() {
    assertThat(parse("-e A=1 -e B=2").texts("env")).containsExactly("A=1", "B=2");
    assertThat(parse("--name a --name b").texts("name")).containsExactly("b");
  }

  @Test
  void flagsMayComeAfterArguments() {
    assertThat(parse("web --name x").text("name")).isEqualTo("x");
    assertThat(parse("web -- --name x").arguments()).containsExactly("web", "--name", "x");
    assertThat(parse("-").arguments()).containsExactly("-");
  }

  @Test
  void whatFollowsAnImageIsItsCommand() {
    flags.stopAtFirstArgument();
    ParsedFlags parsed = parse("--name web busybox ls -d --name x");
    assertThat(parsed.arguments()).containsExactly("busybox", "ls", "-d", "--name", "x");
    assertThat(parsed.toggle("detach")).isFalse();
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> parse("--nmae x"))
        .hasMessage("unknown flag --nmae; did you mean --name?");
    assertThatThrownBy(() -> parse("--zzzzzz")).hasMessage("unknown flag --zzzzzz");
    assertThatThrownBy(() -> parse("-dx")).hasMessage("unknown shorthand flag -x in -dx");
    assertThatThrownBy(() -> parse("--name")).hasMessage("flag --name needs a value");
  }
}

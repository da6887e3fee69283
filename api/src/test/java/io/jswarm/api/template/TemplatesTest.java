package io.jswarm.api.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jswarm.api.model.Platform;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values and the sentences of Go 1.19, which Docker's 20.10 is built with. */
final class TemplatesTest {
  static final TemplateContext WEB =
      new TemplateContext(
          new TemplateContext.Service("s1", "web", Map.of("zone", "a", "tier", "front")),
          new TemplateContext.Node("n1", "host1", new Platform("x86_64", "linux")),
          new TemplateContext.Task("t1", "web.1.t1", "1"));

  private static String expand(String template) {
    return Templates.ofSpec(WEB).expand(template);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain {x} }}~plain {x} }}",
        "{{.Service.ID}} {{.Service.Name}} {{ .Node.ID }}/{{.Node.Hostname}}~s1 web n1/host1",
        "{{.Node.Platform.OS}}-{{.Node.Platform.Architecture}}~linux-x86_64",
        "{{.Task.ID}} {{.Task.Name}} {{.Task.Slot}}~t1 web.1.t1 1",
        "{{.Service.Labels.zone}}{{index .Service.Labels \"zone\"}}~aa",
        "{{index .Service.Labels \"none\"}}.~.",
        "{{.Service.Labels}} {{.Node}}~map[tier:front zone:a] {n1 host1 {x86_64 linux}}",
        "a {{- .Task.Slot -}} b~a1b",
        "a {{- /* c */ -}} b{{/* d */}}~ab",
        "{{if eq .Task.Slot \"1\"}}one{{else if eq .Task.Slot \"2\"}}two{{else}}more{{end}}~one",
        "{{if false}}a{{else if .Task.Slot}}b{{else}}c{{end}}~b",
        "{{with .Service.Labels}}{{.zone}}{{end}}{{with \"\"}}a{{else}}b{{end}}~ab",
        "{{range .Service.Labels}}{{.}} {{end}}~front a ",
        "{{range $k, $v := .Service.Labels}}{{$k}}={{$v}},{{end}}~tier=front,zone=a,",
        "{{range $v := .Service.Labels}}{{$v}}{{break}}{{end}}~front",
        "{{range .Service.Labels}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{end}}~front",
        "{{$x := 1}}{{$x}}{{$x = 2}}{{$x}}{{if true}}{{$x := 3}}{{$x}}{{end}}{{$x}}~1232",
        "{{$.Service.Name}} {{with .Task}}{{$.Node.ID}} {{.Slot}}{{end}}~web n1 1",
        "{{.Service.Name | printf \"%s-%s\" \"a\"}}~a-web",
        "{{(index .Service.Labels \"zone\") | len}} {{len .Service.Labels}}~1 2",
        "{{join \".\" .Service.Name .Task.Slot}}~web.1",
        "{{and 1 0 2}} {{or \"\" \"b\" \"c\"}} {{not .Task.Slot}}~0 b false",
        "{{ne 1 2}} {{lt 1 2}} {{le \"a\" \"a\"}} {{gt 1.5 2.5}} {{ge 2 2}} {{eq 1 2 1}}~true true true false true true",
        "{{html \"<a>\"}} {{js \"<a>\"}} {{urlquery \"a b&\"}}~&lt;a&gt; \\u003Ca\\u003E a+b%26",
        "{{slice \"abcdef\" 1 3}} {{index \"abc\" 1}} {{print 1 2 \"a\" \"b\" 3 4}}~bc 98 1 2ab3 4",
        "{{0x1F}} {{0o17}} {{1_000}} {{1e3}} {{.5}} {{-7}} {{'a'}} {{1e6}}~31 15 1000 1000 0.5 -7 97 1e+06",
        "{{`a\\n`}}{{\"\\x41\\u00e9\\\"\"}}~a\\nAé\"",
      })
  void whatGoMakesOfIt(String template, String text) {
    assertThat(expand(template)).isEqualTo(text);
  }

  @Test
  void printfIsGos() {
    assertThat(
            expand(
                "{{printf \"%s %d %v %q %x %t %5d|%-5s|%05d|%.2f %+d %c %U %T %e\" \"a\" 3 1.5 \"b\""
                    + " 255 true 7 \"x\" 42 1.239 5 65 66 \"t\" 12345.678}}"))
        .isEqualTo("a 3 1.5 \"b\" ff true     7|x    |00042|1.24 +5 A U+0042 string 1.234568e+04");
    assertThat(
            expand(
                "{{printf \"% d|%x|%q|%.1f|%08.3f\" 5 \"hi\" 65 2.55 3.14159}} {{printf \"%d\""
                    + " \"x\"}} {{printf \"%s\" 3}} {{printf \"%z\" 3}} {{printf \"%d\"}}"
                    + " {{printf \"x\" 1}} {{printf \"%%%\"}} {{printf \"%9999999d\" 1}}"))
        .isEqualTo(
            " 5|6869|'A'|2.5|0003.142 %!d(string=x) %!s(int=3) %!z(int=3) %!d(MISSING) x%!(EXTRA int=1) %%!(NOVERB)"
                + " %!(BADWIDTH)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "{{~1: unclosed action",
        "{{if}}~1: missing value for if",
        "{{if .Task}}~1: unexpected EOF",
        "{{end}}~1: unexpected {{end}}",
        "{{else}}~1: unexpected {{else}}",
        "{{if 1}}{{else}}{{else}}{{end}}~1: expected end; found {{else}}",
        "{{(}}~1: unclosed left paren",
        "{{)}}~1: unexpected \")\" in command",
        "{{\"abc}}~1: unterminated quoted string",
        "{{`abc}}~1: unterminated raw quoted string",
        "{{'ab'}}~1: malformed character constant: 'ab'",
        "{{1x}}~1: bad number syntax: \"1x\"",
        "{{3-1}}~1: bad number syntax: \"3-1\"",
        "{{-}}~1: illegal number syntax: \"-\"",
        "{{.Name}~1: bad character U+007D '}'",
        "{{/* x }}~1: unclosed comment",
        "{{/* x */ }}~1: comment ends before closing delimiter",
        "{{break}}~1: {{break}} outside {{range}}",
        "{{$x}}~1: undefined variable \"$x\"",
        "{{.Task,}}~1: unexpected \",\" in operand",
        "{{#}}~1: unexpected \"#\" in command",
        "{{ ☺ }}~1: unrecognized character in action: U+263A '☺'",
        "{{foo}}~1: function \"foo\" not defined",
        "{{secret `a`}}~1: function \"secret\" not defined",
        "{{true.X}}~1: unexpected . after term \"true\"",
        "{{nil.X}}~1: unexpected . after term \"nil\"",
        "{{.Task | \"x\"}}~1: non executable command in pipeline stage 2",
        "{{$x, $y := 1}}~1: too many declarations in command",
        "{{range $x, .Task}}{{end}}~1: range can only initialize variables",
        "{{define \"x\"}}~1: {{define}} is not available in templates of services",
      })
  void whatIsNoTemplateIsSaidWithItsLine(String template, String sentence) {
    assertThatThrownBy(() -> expand(template))
        .isInstanceOf(TemplateException.class)
        .hasMessage("template: expansion:" + sentence);
  }

  @Test
  void linesAreCounted() {
    assertThatThrownBy(() -> expand("a\n{{.Task.ID\nfoo}}"))
        .hasMessage("template: expansion:3: function \"foo\" not defined");
    assertThatThrownBy(() -> expand("{{if .Task\n"))
        .hasMessage("template: expansion:2: unclosed action started at expansion:1");
    assertThatThrownBy(() -> expand("é\nhé {{.Nope}}"))
        .hasMessageStartingWith("template: expansion:2:6: executing");
    assertThatThrownBy(() -> expand("é {{.Nope}}"))
        .hasMessageStartingWith("template: expansion:1:5:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "{{.Nope}}~2 <.Nope>~can't evaluate field Nope in type *template.Context",
        "{{.Node.Nope}}~7 <.Node.Nope>~can't evaluate field Nope in type struct { ID string; Hostname string; Platform template.Platform }",
        "{{.Node.Platform.Nope}}~7 <.Node.Platform.Nope>~can't evaluate field Nope in type template.Platform",
        "{{.Service.Nope}}~10 <.Service.Nope>~can't evaluate field Nope in type struct { ID string; Name string; Labels map[string]string }",
        "{{.Task.Nope.X}}~7 <.Task.Nope.X>~can't evaluate field Nope in type struct { ID string; Name string; Slot string }",
        "{{.Task.ID.X}}~7 <.Task.ID.X>~can't evaluate field X in type string",
        "{{.Service.Labels.none}}~10 <.Service.Labels.none>~map has no entry for key \"none\"",
        "{{.Task.ID 1}}~7 <.Task.ID>~ID has arguments but cannot be invoked as function",
        "{{nil}}~2 <nil>~nil is not a command",
        "{{\"a\" 1}}~2 <\"a\">~can't give argument to non-function \"a\"",
        "{{len 3}}~2 <len 3>~error calling len: len of type int",
        "{{index \"abc\" 5}}~2 <index \"abc\" 5>~error calling index: index out of range: 5",
        "{{slice \"abc\" 5}}~2 <slice \"abc\" 5>~error calling slice: index out of range: 5",
        "{{index nil 1}}~2 <index nil 1>~error calling index: index of untyped nil",
        "{{eq 1 \"x\"}}~2 <eq 1 \"x\">~error calling eq: incompatible types for comparison",
        "{{eq 1}}~2 <eq 1>~error calling eq: missing argument for comparison",
        "{{eq}}~2 <eq>~wrong number of args for eq: want at least 1 got 0",
        "{{lt 1 1.5}}~2 <lt 1 1.5>~error calling lt: incompatible types for comparison",
        "{{lt true false}}~2 <lt true false>~error calling lt: invalid type for comparison",
        "{{and}}~2 <and>~wrong number of args for and: want at least 1 got 0",
        "{{not 1 2}}~2 <not>~wrong number of args for not: want 1 got 2",
        "{{printf 1}}~9 <1>~expected string; found 1",
        "{{printf nil}}~9 <nil>~cannot assign nil to string",
        "{{printf .Task}}~9 <.Task>~wrong type for value; expected string; got struct { ID string; Name string; Slot string }",
        "{{range .Task.ID}}{{end}}~13 <.Task.ID>~range can't iterate over t1",
        "{{call .Task.ID}}~2 <call .Task.ID>~error calling call: non-function of type string",
        "{{(len \"a\").X}}~7 <\"a\">~can't evaluate field X in type int",
      })
  void whatCannotBeEvaluatedIsSaidWithItsPlace(String template, String place, String sentence) {
    int blank = place.indexOf(' ');
    assertThatThrownBy(() -> expand(template))
        .hasMessage(
            "template: expansion:1:%s: executing \"expansion\" at %s: %s"
                .formatted(place.substring(0, blank), place.substring(blank + 1), sentence));
  }

  @Test
  void functionsOfPayloadsSayWhatIsWrong() {
    Templates templates =
        Templates.ofPayload(
            WEB,
            Map.of(
                "secret",
                name -> {
                  if (name.equals("key")) {
                    return "word";
                  }
                  throw new TemplateException("secret target " + name + " not found");
                }));

    assertThat(templates.expand("{{secret \"key\"}} {{\"key\" | secret}}")).isEqualTo("word word");
    assertThatThrownBy(() -> templates.expand("{{secret `no`}}"))
        .hasMessage(
            "template: expansion:1:2: executing \"expansion\" at <secret `no`>: error calling"
                + " secret: secret target no not found");
    assertThatThrownBy(() -> templates.expand("{{.Nope}}"))
        .hasMessageEndingWith("can't evaluate field Nope in type *template.PayloadContext");
  }

  @Test
  void whatGrowsWithoutEndEnds() {
    String doubled = "{{$x := \"ab\"}}" + "{{$x = print $x $x}}".repeat(60) + "{{$x}}";
    assertThatThrownBy(() -> expand(doubled)).hasMessageContaining("steps");

    String nested = "{{range $.Service.Labels}}".repeat(40) + "a" + "{{end}}".repeat(40);
    assertThatThrownBy(() -> expand(nested)).hasMessageContaining("steps");

    String deep = "{{" + "(".repeat(10_000) + "1" + ")".repeat(10_000) + "}}";
    assertThatThrownBy(() -> expand(deep)).hasMessageContaining("nested more than 100 deep");

    String wide = "{{printf \"" + "%1000000d".repeat(100) + "\"" + " 1".repeat(100) + "}}";
    assertThatThrownBy(() -> expand(wide)).hasMessageContaining("longer than 4194304 characters");
  }

  @Test
  void oneSpecHasOneBudget() {
    Templates templates = Templates.ofSpec(WEB);
    String costly = "{{range $.Service.Labels}}".repeat(12) + "{{end}}".repeat(12);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                templates.expand(costly);
              }
            })
        .hasMessageContaining("steps");
  }
}

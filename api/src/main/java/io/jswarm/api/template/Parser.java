package io.jswarm.api.template;

import io.jswarm.api.template.Token.Kind;
import io.jswarm.api.text.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the tree of a template from its words. Faults are named with their line, as in Go. */
final class Parser {
  /** Actions and parentheses within each other; what is deeper was not written by a person. */
  private static final int DEPTH_MAX = 100;

  private static final Set<String> LEFT_OUT = Set.of("define", "template", "block");

  private final List<Token> tokens;
  private final Set<String> functions;
  private final List<String> variables = new ArrayList<>(List.of("$"));
  private int at;
  private int furthest;
  private int actionLine;
  private int ranges;
  private int depth;

  /** What ended the list of nodes that was read last: end, else, or "" for the template's end. */
  private String closing = "";

  private Parser(List<Token> tokens, Set<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /**
   * Reads a template.
   *
   * @param functions the names it may call
   * @throws TemplateException at the first thing that is wrong
   */
  static List<Node> parse(String source, Set<String> functions) {
    Parser parser = new Parser(Lexer.tokens(source), functions);
    List<Node> nodes = parser.nodes();
    if (!parser.closing.isEmpty()) {
      throw parser.fault("unexpected {{" + parser.closing + "}}");
    }
    return nodes;
  }

  private List<Node> nodes() {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      Token token = nextWord();
      switch (token.kind()) {
        case END -> {
          closing = "";
          return List.copyOf(nodes);
        }
        case TEXT -> nodes.add(new Node.Plain(token.position(), token.text()));
        case LEFT_DELIMITER -> {
          actionLine = token.line();
          Node node = action();
          actionLine = 0;
          if (node == null) {
            return List.copyOf(nodes);
          }
          nodes.add(node);
        }
        default -> throw unexpected(token, "input");
      }
    }
  }

  /** Null for an end or else, which is left in {@link #closing}. */
  private @Nullable Node action() {
    Token token = nextWord();
    if (!token.is(Kind.KEYWORD)) {
      back(token);
      return new Node.Print(token.position(), pipeline("command", Kind.RIGHT_DELIMITER));
    }
    if (LEFT_OUT.contains(token.text())) {
      throw fault("{{" + token.text() + "}} is not available in templates of services");
    }
    return switch (token.text()) {
      case "if" -> branch(Node.Branch.Kind.IF, token.position());
      case "with" -> branch(Node.Branch.Kind.WITH, token.position());
      case "range" -> branch(Node.Branch.Kind.RANGE, token.position());
      case "break", "continue" -> leave(token);
      default -> {
        closes(token.text());
        yield null;
      }
    };
  }

  private void closes(String word) {
    boolean chained = word.equals("else") && peekWord().isKeyword("if");
    if (!chained) {
      expectRight(word.equals("end") ? "end" : "else");
    }
    closing = word;
  }

  private void expectRight(String context) {
    Token token = nextWord();
    if (!token.is(Kind.RIGHT_DELIMITER)) {
      throw unexpected(token, context);
    }
  }

  private Node leave(Token token) {
    expectRight("{{" + token.text() + "}}");
    if (ranges == 0) {
      throw fault("{{" + token.text() + "}} outside {{range}}");
    }
    return token.text().equals("break")
        ? new Node.Break(token.position())
        : new Node.Continue(token.position());
  }

  private Node branch(Node.Branch.Kind kind, int position) {
    enter();
    int known = variables.size();
    String name = kind.toString();
    Node.Pipeline pipeline = pipeline(name, Kind.RIGHT_DELIMITER);
    int range = kind == Node.Branch.Kind.RANGE ? 1 : 0;
    ranges += range;
    List<Node> then = inner();
    ranges -= range;
    List<Node> otherwise = List.of();
    if (closing.equals("else")) {
      otherwise = otherwise(kind);
    }
    variables.subList(known, variables.size()).clear();
    depth--;
    return new Node.Branch(position, kind, pipeline, then, otherwise);
  }

  /** Of {@code else if} the inner if, which has the one end of both. */
  private List<Node> otherwise(Node.Branch.Kind kind) {
    if (kind == Node.Branch.Kind.IF && peekWord().isKeyword("if")) {
      Token token = nextWord();
      return List.of(branch(Node.Branch.Kind.IF, token.position()));
    }
    List<Node> nodes = inner();
    if (!closing.equals("end")) {
      throw fault("expected end; found {{" + closing + "}}");
    }
    return nodes;
  }

  private List<Node> inner() {
    List<Node> nodes = nodes();
    if (closing.isEmpty()) {
      throw fault("unexpected EOF");
    }
    return nodes;
  }

  private void enter() {
    depth++;
    if (depth > DEPTH_MAX) {
      throw fault("nested more than " + DEPTH_MAX + " deep");
    }
  }

  private Node.Pipeline pipeline(String context, Kind end) {
    enter();
    int position = peekWord().position();
    List<Node.Variable> declared = new ArrayList<>();
    boolean assigns = declarations(context, declared);
    List<Node.Command> commands = new ArrayList<>();
    while (true) {
      Token token = nextWord();
      if (token.is(end)) {
        check(commands, context);
        depth--;
        return new Node.Pipeline(position, List.copyOf(declared), assigns, List.copyOf(commands));
      }
      if (!begins(token)) {
        throw unexpected(token, context);
      }
      back(token);
      commands.add(command());
    }
  }

  private static boolean begins(Token token) {
    return switch (token.kind()) {
      case TRUTH,
          CHARACTER_CONSTANT,
          DOT,
          FIELD,
          IDENTIFIER,
          NUMBER,
          NIL,
          RAW_STRING,
          STRING,
          VARIABLE,
          LEFT_PARENTHESIS ->
          true;
      default -> false;
    };
  }

  /** Reads the variables in front of a pipeline; whether they are assigned, not declared. */
  private boolean declarations(String context, List<Node.Variable> declared) {
    while (peekWord().is(Kind.VARIABLE)) {
      int before = at;
      Token variable = nextWord();
      Token sign = peekWord();
      boolean comma = sign.is(Kind.CHARACTER) && sign.text().equals(",");
      if (!comma && !sign.is(Kind.ASSIGN) && !sign.is(Kind.DECLARE)) {
        at = before; // a value, with whatever blanks follow it
        return false;
      }
      nextWord();
      declared.add(new Node.Variable(variable.position(), variable.text(), List.of()));
      variables.add(variable.text());
      if (!comma) {
        return sign.is(Kind.ASSIGN);
      }
      second(context, declared.size());
    }
    return false;
  }

  /** Only ranges have two variables. */
  private void second(String context, int declared) {
    if (!context.equals("range") || declared > 1) {
      throw fault("too many declarations in " + context);
    }
    switch (peekWord().kind()) {
      case VARIABLE, RIGHT_DELIMITER, RIGHT_PARENTHESIS -> {}
      default -> throw fault("range can only initialize variables");
    }
  }

  private void check(List<Node.Command> commands, String context) {
    if (commands.isEmpty()) {
      throw fault("missing value for " + context);
    }
    for (int i = 1; i < commands.size(); i++) {
      switch (commands.get(i).operands().getFirst()) {
        case Node.Constant _, Node.Dot _, Node.Nil _ ->
            throw fault("non executable command in pipeline stage " + (i + 1));
        default -> {}
      }
    }
  }

  private Node.Command command() {
    int position = peekWord().position();
    List<Node.Operand> operands = new ArrayList<>();
    while (true) {
      Node.Operand operand = operand();
      if (operand != null) {
        operands.add(operand);
      }
      Token token = next();
      if (token.is(Kind.SPACE)) {
        continue;
      }
      if (token.is(Kind.RIGHT_DELIMITER) || token.is(Kind.RIGHT_PARENTHESIS)) {
        back(token);
      } else if (!token.is(Kind.PIPE)) {
        throw unexpected(token, "operand");
      }
      if (operands.isEmpty()) {
        throw fault("empty command");
      }
      return new Node.Command(position, List.copyOf(operands));
    }
  }

  private Node.@Nullable Operand operand() {
    Node.Operand term = term();
    if (term == null || !peek().is(Kind.FIELD)) {
      return term;
    }
    int position = peek().position();
    List<String> fields = new ArrayList<>();
    while (peek().is(Kind.FIELD)) {
      fields.add(next().text().substring(1));
    }
    return switch (term) {
      case Node.Field(int _, List<String> names) -> new Node.Field(position, joined(names, fields));
      case Node.Variable(int _, String name, List<String> names) ->
          new Node.Variable(position, name, joined(names, fields));
      case Node.Constant _, Node.Nil _, Node.Dot _ ->
          throw fault("unexpected . after term " + GoText.quoted(term.toString()));
      case Node.Pipeline _, Node.Function _, Node.Chain _ ->
          new Node.Chain(position, term, List.copyOf(fields));
    };
  }

  private static List<String> joined(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return List.copyOf(all);
  }

  private Node.@Nullable Operand term() {
    Token token = nextWord();
    int position = token.position();
    String text = token.text();
    return switch (token.kind()) {
      case IDENTIFIER -> {
        if (!functions.contains(text)) {
          throw fault("function " + GoText.quoted(text) + " not defined");
        }
        yield new Node.Function(position, text);
      }
      case DOT -> new Node.Dot(position);
      case NIL -> new Node.Nil(position);
      case VARIABLE -> {
        if (!variables.contains(text)) {
          throw fault("undefined variable " + GoText.quoted(text));
        }
        yield new Node.Variable(position, text, List.of());
      }
      case FIELD -> new Node.Field(position, List.of(text.substring(1)));
      case LEFT_PARENTHESIS -> pipeline("parenthesized pipeline", Kind.RIGHT_PARENTHESIS);
      case TRUTH, NUMBER, STRING, RAW_STRING, CHARACTER_CONSTANT ->
          new Node.Constant(position, text, constant(token));
      default -> {
        back(token);
        yield null;
      }
    };
  }

  private Value constant(Token token) {
    String text = token.text();
    return switch (token.kind()) {
      case TRUTH -> new Value.Truth(text.equals("true"));
      case NUMBER ->
          Numbers.number(text)
              .orElseThrow(() -> fault("illegal number syntax: " + GoText.quoted(text)));
      case RAW_STRING -> new Value.Text(text.substring(1, text.length() - 1).replace("\r", ""));
      case STRING ->
          new Value.Text(Quotes.unquote(text).orElseThrow(() -> fault("invalid syntax")));
      default -> {
        String one = Quotes.unquote(text).orElse("");
        if (one.codePointCount(0, one.length()) != 1) {
          throw fault("malformed character constant: " + text);
        }
        yield new Value.Whole(one.codePointAt(0));
      }
    };
  }

  private Token next() {
    furthest = Math.max(furthest, at);
    Token token = tokens.get(at);
    at += isLast(token) ? 0 : 1;
    return token;
  }

  /** Takes back the word that was read last. */
  private void back(Token token) {
    at -= isLast(token) ? 0 : 1;
  }

  private static boolean isLast(Token token) {
    return token.is(Kind.END) || token.is(Kind.ERROR);
  }

  private Token peek() {
    furthest = Math.max(furthest, at);
    return tokens.get(at);
  }

  /** The next word, without the blanks before it. */
  private Token nextWord() {
    peekWord();
    return next();
  }

  private Token peekWord() {
    while (peek().is(Kind.SPACE)) {
      at++;
    }
    return peek();
  }

  private TemplateException unexpected(Token token, String context) {
    if (!token.is(Kind.ERROR)) {
      return fault("unexpected " + token + " in " + context);
    }
    boolean elsewhere = actionLine != 0 && actionLine != token.line();
    String where = " started at " + Templates.NAME + ":" + actionLine;
    boolean says = token.text().endsWith(" action");
    return fault(token + (elsewhere ? (says ? where : " in action" + where) : ""));
  }

  private TemplateException fault(String sentence) {
    int line = tokens.get(furthest).line();
    return new TemplateException("template: " + Templates.NAME + ":" + line + ": " + sentence);
  }
}

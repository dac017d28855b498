using System.ComponentModel;
using System.Text;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Resolution;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Tests.Experiments.Configuration;

/// <summary>Ranges inside a choice of alternatives, on a small vocabulary of the tests' own: the shipped alternatives that may vary have no values yet.</summary>
public sealed class ConditionalParameterTests
{
    private const string Text =
        """
        { "solver": { "choice": [
            { "plain": { "rate": { "range": [0.1, 1], "log": true } } },
            { "momentum": { "decay": { "range": [0.5, 0.9] }, "kind": { "choice": ["nesterov", "heavyBall"] } } }] } }
        """;

    [Fact]
    public void Collect_ChoiceOfAlternatives_MakesInnerRangesConditional()
    {
        var parameters = Read(Text).Parameters.Select(found => (found.Parameter.Name, found.Parameter.Condition));
        Assert.Equal(
            [
                ("solver", null),
                ("solver.plain.rate", new SearchParameterCondition("solver", 0)),
                ("solver.momentum.decay", new SearchParameterCondition("solver", 1)),
                ("solver.momentum.kind", new SearchParameterCondition("solver", 1)),
            ],
            parameters);
    }

    [Fact]
    public void Bind_ChosenAlternative_NeedsItsOwnValuesOnly()
    {
        Assert.Equal(new Plain { Rate = 0.5 }, Bind(("solver", "plain"), ("solver.plain.rate", 0.5)));
        Assert.Equal(new Momentum { Decay = 0.75, Kind = "heavyBall" }, Bind(("solver", new ChoiceIndex(1)), ("solver.momentum.decay", 0.75), ("solver.momentum.kind", "heavyBall")));
        Assert.Equal(new Plain { Rate = 0.5 }, Bind(("solver", "plain"), ("solver.plain.rate", 0.5), ("solver.momentum.decay", 0.75)));
    }

    [Fact]
    public void Bind_MissingConditionalValue_IsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Bind(("solver", "momentum"), ("solver.momentum.decay", 0.75)));
        Assert.Contains("solver.momentum.kind is missing", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("solver.plain.rate", error.Message, StringComparison.Ordinal);
    }

    private static Solver Bind(params (string Name, object? Value)[] values)
    {
        var (tree, parameters) = Read(Text);
        var chosen = new ParameterValues("x", parameters, Experiment.Values(values));
        return ((Vocabulary)new SettingsBinder(node => chosen[node]).BindObject(tree, ShapeCatalog.OfRecord(typeof(Vocabulary)))).Solver;
    }

    private static (SyntaxObject Tree, List<(SyntaxNode Node, SearchParameterDeclaration Parameter)> Parameters) Read(string text)
    {
        var diagnostics = new DiagnosticBag();
        var tree = (SyntaxObject)SyntaxReader.Read(Encoding.UTF8.GetBytes(text), "test.json", diagnostics)!;
        var structure = new StructureChecker(diagnostics);
        structure.Check(tree, ShapeCatalog.OfRecord(typeof(Vocabulary)), "vocabulary", fixedReason: null);
        var parameters = SearchParameterCollector.Collect(tree, ShapeCatalog.OfRecord(typeof(Vocabulary)), diagnostics, structure).Found;
        Assert.Empty(diagnostics.InFileOrder());
        return (tree, parameters);
    }

    internal sealed record Vocabulary
    {
        [Description("How.")]
        public Solver Solver { get; init; } = new Plain();
    }

    [OneOf(typeof(Plain), typeof(Momentum), Noun = "solver")]
    internal abstract record Solver;

    [Key("plain")]
    internal sealed record Plain : Solver
    {
        [Description("Rate.")]
        public double Rate { get; init; } = 1;
    }

    [Key("momentum")]
    internal sealed record Momentum : Solver
    {
        [Description("Decay.")]
        public double Decay { get; init; } = 0.9;

        [Description("Kind.")]
        [KnownNames("nesterov", "heavyBall")]
        public string Kind { get; init; } = "nesterov";
    }
}

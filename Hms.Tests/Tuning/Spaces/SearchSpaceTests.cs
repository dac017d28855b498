using System.Text.Json.Nodes;
using Hms.Tuning.Spaces;

namespace Hms.Tests.Tuning.Spaces;

public sealed class SearchSpaceTests
{
    private static readonly SearchSpace Tree = new(
        new SearchParameter("lr", new FloatDistribution(1e-4, 1, Log: true)),
        new SearchParameter("model", new CategoricalDistribution("a", "b")),
        new SearchParameter("depth", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("width", new IntDistribution(1, 4), new SearchCondition("model", 1)),
        new SearchParameter("drop", new FloatDistribution(0, 0.5), new SearchCondition("depth", 2, 4)));

    [Fact]
    public void Groups_ATree_HoldsWhatAlwaysOccursTogether() =>
        Assert.Equal(["lr model", "depth width", "drop"], Tree.Groups.Select(x => string.Join(" ", x.Select(p => p.Name))));

    [Fact]
    public void FromJson_WhatToJsonWrote_HasNoDifferences()
    {
        var copy = SearchSpace.FromJson(Tree.ToJson());
        Assert.Empty(Tree.DifferencesTo(copy));
        Assert.Equal(Tree.ToJson(), copy.ToJson());
    }

    [Fact]
    public void Constructor_ManyErrors_ReportsAllAtOnce()
    {
        var message = Assert.Throws<ArgumentException>(() => new SearchSpace(
            new SearchParameter("x", new FloatDistribution(2, 1)),
            new SearchParameter("x", new IntDistribution(1, 2)),
            new SearchParameter("y", new IntDistribution(1, 2), new SearchCondition("later", 0)),
            new SearchParameter("later", new CategoricalDistribution("a")),
            new SearchParameter("z", new IntDistribution(1, 2), new SearchCondition("later", 1)),
            new SearchParameter("w", new IntDistribution(1, 2), new SearchCondition("x", 1)),
            new SearchParameter("", new IntDistribution(1, 2)))).Message;
        Assert.Contains("Parameter 'x': Low 2 must not be above high 1; swap them.", message);
        Assert.Contains("Parameter 'x' is declared twice", message);
        Assert.Contains("Parameter 'y': its parent 'later' is not declared before it", message);
        Assert.Contains("Parameter 'z': its condition 1 to 1 is never met by 'later' with values 0 to 0.", message);
        Assert.Contains("Parameter 'w': its parent 'x' must be a choice or an integer", message);
        Assert.Contains("Parameter name '' must have", message);
    }

    [Fact]
    public void DifferencesTo_AnotherSpace_NamesEveryChange()
    {
        var other = new SearchSpace(
            new SearchParameter("lr", new FloatDistribution(1e-4, 0.5, Log: true)),
            new SearchParameter("model", new CategoricalDistribution("a", "b")),
            new SearchParameter("depth", new IntDistribution(1, 4)),
            new SearchParameter("width", new IntDistribution(1, 4), new SearchCondition("model", 1)),
            new SearchParameter("new", new IntDistribution(1, 4)));
        Assert.Equal(
            ["parameter 'lr' was 0.0001 to 1 (log), is 0.0001 to 0.5 (log)", "parameter 'depth' stands under another condition", "parameter 'drop' is missing", "parameter 'new' is new"],
            Tree.DifferencesTo(other));
    }

    [Fact]
    public void Bind_ValuesAndJson_GivesInternalValuesOrAllErrors()
    {
        var values = Tree.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = JsonValue.Create(3), ["lr"] = 0.01f });
        Assert.Equal(("b", 3L, 1.0), (values["model"], values["depth"], values.GetInternal("model")));
        var message = Assert.Throws<ArgumentException>(() => Tree.Bind(new Dictionary<string, object?> { ["model"] = "c", ["dept"] = 3, ["width"] = 9 })).Message;
        Assert.Contains("There is no parameter 'dept'; there are lr, model, depth, width, drop.", message);
        Assert.Contains("Parameter 'model': \"c\" is not in one of \"a\", \"b\".", message);
        Assert.Contains("Parameter 'width': 9 is not in 1 to 4 (integer).", message);
    }

    [Fact]
    public void ParameterValues_Getters_TellTypeAndName()
    {
        var values = Tree.Bind(new Dictionary<string, object?> { ["model"] = "b", ["depth"] = 3 });
        Assert.Equal((3.0, 3L, "b"), (values.GetDouble("depth"), values.GetInt64("depth"), values.GetString("model")));
        Assert.Equal("Parameter 'model' is \"b\", not a number.", Assert.Throws<InvalidOperationException>(() => values.GetDouble("model")).Message);
        Assert.Equal("This trial has no parameter 'lr'; it has model, depth.", Assert.Throws<KeyNotFoundException>(() => values["lr"]).Message);
    }

    [Theory]
    [InlineData(2, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 2)]
    [InlineData(double.NaN, 2)]
    public void Constructor_AConditionWithoutAnEnd_SaysWhatToGive(double minimum, double maximum)
    {
        var message = Assert.Throws<ArgumentException>(() => new SearchSpace(new SearchParameter("n", new IntDistribution(1, 4)), new SearchParameter("x", new IntDistribution(1, 2), new SearchCondition("n", minimum, maximum)))).Message;
        Assert.Contains("Parameter 'x': its condition", message, StringComparison.Ordinal);
        Assert.Contains("must be finite; 'n' has values 1 to 4", message, StringComparison.Ordinal);
    }
}

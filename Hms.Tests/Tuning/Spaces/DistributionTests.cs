using System.Text.Json;
using Hms.Tuning.Spaces;

namespace Hms.Tests.Tuning.Spaces;

public sealed class DistributionTests
{
    private static readonly ParameterDistribution[] All =
    [
        new FloatDistribution(0, 1),
        new FloatDistribution(1e-5, 0.1, Log: true),
        new FloatDistribution(-2.5, 1e16),
        new FloatDistribution(0, 1e22),
        new FloatDistribution(0, 1, Step: 0.1),
        new FloatDistribution(1234567.125, 123456789012345680.0),
        new FloatDistribution(-1e-300, 5e-324),
        new FloatDistribution(0.0001, 0.00012),
        new FloatDistribution(100, 1e15),
        new IntDistribution(1, 9, Step: 2),
        new IntDistribution(1, 1024, Log: true),
        new IntDistribution(-7, 7),
        new CategoricalDistribution(null, true, false, 1, -3, 2.5, 1e-07, 3.0, "a\"b\\c", "é€😀\n\t\u007f"),
    ];

    [Fact]
    public void ToJson_EveryKind_EqualsOptunaByteForByte()
    {
        var expected = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Goldens.Path("distributions.json")))!;
        Assert.Equal(expected, All.Select(x => x.ToJson()));
    }

    [Fact]
    public void FromJson_WhatToJsonWrote_GivesTheSame() => Assert.All(All, x => Assert.Equal(x, ParameterDistribution.FromJson(x.ToJson())));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"name": "UniformDistribution", "attributes": {}}""")]
    [InlineData("""{"name": "CategoricalDistribution", "attributes": {"choices": [[1]]}}""")]
    [InlineData("""{"name": "IntDistribution", "attributes": {"log": false, "step": 1, "low": 1.5, "high": 3}}""")]
    public void FromJson_SomethingElse_IsRefusedAsFormat(string json) => Assert.Throws<FormatException>(() => ParameterDistribution.FromJson(json));

    [Fact]
    public void Validate_BadRanges_NamesRuleValueAndNextStep()
    {
        Assert.Equal(["Low 2 must not be above high 1; swap them."], new FloatDistribution(2, 1).Validate());
        Assert.Equal(2, new FloatDistribution(-1, -2, Log: true).Validate().Count);
        Assert.Equal(["High 1 is not low 0 plus a multiple of step 0.3; use 0.9."], new FloatDistribution(0, 1, Step: 0.3).Validate());
        Assert.Equal(["A logarithmic range takes no step (given 0.5); leave one of the two out."], new FloatDistribution(1, 2, Log: true, Step: 0.5).Validate());
        Assert.Single(new FloatDistribution(double.NaN, 1).Validate());
        Assert.Equal(["High 10 is not low 1 plus a multiple of step 4; use 9."], new IntDistribution(1, 10, Step: 4).Validate());
        Assert.Equal(["Low 0 must be at least 1 for a logarithmic range."], new IntDistribution(0, 10, Log: true).Validate());
        Assert.Equal(["A choice needs at least one value."], new CategoricalDistribution().Validate());
        Assert.Equal(["The choice \"a\" occurs 2 times; each must be different."], new CategoricalDistribution("a", "b", "a").Validate());
        Assert.All(All, x => Assert.Empty(x.Validate()));
    }

    [Fact]
    public void CategoricalDistribution_AnObjectChoice_IsRefused() => Assert.Throws<ArgumentException>(() => new CategoricalDistribution("a", new object()));

    [Fact]
    public void ToInternal_Choices_TellsTrueFromOneAndIntegerFromReal()
    {
        var choices = new CategoricalDistribution(null, true, 1, 2.5, "s");
        Assert.Equal([0, 1, 2, 3, 4], new object?[] { null, true, 1L, 2.5, "s" }.Select(choices.ToInternal));
        Assert.Equal(2, choices.ToInternal(1.0));
        Assert.Equal("2 is not in one of null, true, 1, 2.5, \"s\". (Parameter 'externalValue')", Assert.Throws<ArgumentException>(() => choices.ToInternal(2)).Message);
    }

    [Fact]
    public void GridValue_TenthSteps_AreShortDecimals() =>
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], Enumerable.Range(0, 11).Select(i => new FloatDistribution(0, 1, Step: 0.1).GridValue(i)));

    /// <summary>As Optuna's check_distribution_compatibility: a parameter may change its range, not whether it is logarithmic.</summary>
    [Fact]
    public void IsCompatibleWith_AnotherRangeOrScale_AllowsTheRangeAlone()
    {
        Assert.True(new FloatDistribution(0, 1).IsCompatibleWith(new FloatDistribution(-5, 5, Step: 1)));
        Assert.False(new FloatDistribution(0.1, 1).IsCompatibleWith(new FloatDistribution(0.1, 1, Log: true)));
        Assert.True(new IntDistribution(1, 8, Log: true).IsCompatibleWith(new IntDistribution(2, 64, Log: true)));
        Assert.False(new IntDistribution(1, 8).IsCompatibleWith(new IntDistribution(1, 8, Log: true)));
        Assert.False(new IntDistribution(1, 8).IsCompatibleWith(new FloatDistribution(1, 8)));
    }

    [Theory]
    [InlineData(0, 1e9, 1e-11)]
    [InlineData(0, 1e300, 1)]
    [InlineData(-1e308, 1e308, 1)]
    public void Validate_MoreStepsThanADoubleCounts_SaysSo(double low, double high, double step)
    {
        var distribution = new FloatDistribution(low, high, Step: step);
        Assert.Contains("2^53", Assert.Single(distribution.Validate()), StringComparison.Ordinal);
        Assert.True(distribution.ValueCount > 0);
    }

    [Fact]
    public void ToInternal_AValueBesideItsGridPoint_GivesTheGridPoint()
    {
        var tenths = new FloatDistribution(0, 1, Step: 0.1);
        Assert.Equal(0.3, tenths.ToInternal(0.1 + 0.2));
        Assert.Equal([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1], Enumerable.Range(0, 11).Select(i => tenths.ToInternal(i * 0.1)));
        Assert.Equal(0.1 + 0.2, new FloatDistribution(0, 1).ToInternal(0.1 + 0.2));
    }
}

using Hms.Tuning.Spaces;

namespace Hms.Tests.Tuning.Spaces;

public sealed class SearchSpaceInferenceTests
{
    private static ParameterValues Trial(params string[] names) => new(names.Select(x => new ParameterAssignment(x, new FloatDistribution(0, 1), 0.5)));

    private static string Groups(params ParameterValues[] trials)
    {
        var inference = new SearchSpaceInference();
        foreach (var trial in trials) { inference.Add(trial); }
        return string.Join(" | ", inference.Space.Groups.Select(x => string.Join(" ", x.Select(p => p.Name))));
    }

    [Fact]
    public void Space_OneSetOfParameters_IsOneGroup() => Assert.Equal("a b", Groups(Trial("b", "a"), Trial("a", "b")));

    /// <summary>The example of Optuna's documentation of group decomposition: {x, y} and {x, z} fall into {x}, {y}, {z}.</summary>
    [Fact]
    public void Space_OverlappingSets_FallIntoParts() => Assert.Equal("x | y | z", Groups(Trial("x", "y"), Trial("x", "z")));

    [Fact]
    public void Space_AnyOrderOfTrials_HasTheSameGroups() => Assert.Equal(Groups(Trial("m", "a1", "a2"), Trial("m", "b"), Trial("m")), Groups(Trial("m"), Trial("b", "m"), Trial("a2", "m", "a1")));

    /// <summary>Every trial's set is a union of groups, whatever the sets: the definition, over random sets.</summary>
    [Fact]
    public void Space_RandomSets_EachIsAUnionOfGroups()
    {
        var random = new Hms.Tuning.Numerics.SplitMix64(1);
        for (var round = 0; round < 200; round++)
        {
            var trials = Enumerable.Range(0, 6).Select(_ => Trial([.. Enumerable.Range(0, 6).Where(_ => random.NextDouble() < 0.5).Select(x => $"p{x}")])).ToArray();
            var inference = new SearchSpaceInference();
            foreach (var trial in trials) { inference.Add(trial); }
            Assert.All(trials, trial => Assert.All(inference.Space.Groups, group => Assert.Contains(group.Count(x => trial.Contains(x.Name)), new[] { 0, group.Count })));
            Assert.Equal(trials.SelectMany(x => x).Select(x => x.Name).Distinct().Order(), inference.Space.Parameters.Select(x => x.Name).Order());
        }
    }

    [Fact]
    public void Space_ARangeThatMoved_IsTheLatest()
    {
        var inference = new SearchSpaceInference();
        inference.Add(new ParameterValues([new ParameterAssignment("a", new FloatDistribution(0, 1), 0.5)]));
        var before = inference.Space;
        inference.Add(new ParameterValues([new ParameterAssignment("a", new FloatDistribution(0, 1), 0.7)]));
        Assert.Same(before, inference.Space);
        inference.Add(new ParameterValues([new ParameterAssignment("a", new FloatDistribution(0, 9), 5)]));
        Assert.Equal(new FloatDistribution(0, 9), inference.Space.Find("a")!.Distribution);
        Assert.True(inference.Space.IsInferred);
    }
}

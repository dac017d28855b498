using Hms.Training;
using Hms.Training.Losses;

namespace Hms.Tests.Training.Losses;

public sealed class VoteWeightingTests
{
    [Theory]
    [InlineData(3, 0.15, 0.3872983346207417)]
    [InlineData(10, 0.5, 0.7071067811865476)]
    [InlineData(20, 1, 1)]
    [InlineData(28, 1, 1)]
    public void WeightOf_Votes_GrowsUpToTheCap(double votes, double linear, double root)
    {
        Assert.Equal(linear, new LinearVoteWeighting().WeightOf(votes), 1e-15);
        Assert.Equal(root, new SquareRootVoteWeighting().WeightOf(votes), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void WeightOf_NoVotes_IsRefused(double votes) => Assert.Throws<ArgumentOutOfRangeException>(() => new LinearVoteWeighting().WeightOf(votes));

    [Fact]
    public void Validate_Trainer_NeedsTheColumnOfVotes()
    {
        var options = new EegImageClassificationOptions { VoteWeighting = new LinearVoteWeighting { Cap = 0 } };
        Assert.Contains(options.Validate(), error => error.Contains("VoteCountColumn", StringComparison.Ordinal));
        Assert.Contains("Cap 0 of the weights by votes must be above 0 votes.", options.Validate());
        Assert.Empty((options with { VoteWeighting = new SquareRootVoteWeighting(), VoteCountColumn = "VoteCount" }).Validate());
    }
}

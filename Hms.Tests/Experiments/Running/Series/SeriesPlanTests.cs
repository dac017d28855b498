using Hms.Experiments;
using Hms.Experiments.Running.Series;
using Hms.Tests.Support;

namespace Hms.Tests.Experiments.Running.Series;

public sealed class SeriesPlanTests
{
    private static readonly string Shipped = Path.Combine(Repository.Root, "experiments.json");

    [Fact]
    public void Open_AnEnsembleBeforeItsMember_RunsMembersFirstAndOnce()
    {
        var items = SeriesPlan.Open(Shipped, ["final-ensemble", "own-spectrograms", "stacking", "final-ensemble"], "tiny").Items;
        Assert.Equal(["baseline-efficientnetb0", "b1-datawide-tuned", "own-spectrograms", "final-ensemble", "stacking"], items.Select(item => item.Name));
        Assert.Equal(SeriesKind.Ensemble, items[3].Kind);
        Assert.Equal((2 * 2, 0), (items[0].Weight, items[3].Weight)); // two folds of two epochs; an ensemble trains no member
    }

    [Fact]
    public void Open_NoNames_IsEverythingOfTheFile()
    {
        var items = SeriesPlan.Open(Shipped, [], "tiny").Items;
        Assert.Equal(27, items.Select(item => item.Name).Distinct().Count());
        Assert.Equal(["quickstart", "hyperparameter-search", "features-lightgbm"], items.Where(item => item.Kind == SeriesKind.Sweep).Select(item => item.Name));
        Assert.True(items.TakeWhile(item => item.Kind != SeriesKind.Ensemble).Count() == 15);
    }

    [Fact]
    public void Open_UnknownNames_SayWhatWasProbablyMeant()
    {
        Assert.Contains("did you mean \"stacking\"", Assert.Throws<UserErrorException>(() => SeriesPlan.Open(Shipped, ["staking"], "tiny")).Message, StringComparison.Ordinal);
        Assert.Contains("no scale \"tini\"", Assert.Throws<UserErrorException>(() => SeriesPlan.Open(Shipped, ["stacking"], "tini")).Message, StringComparison.Ordinal);
    }
}

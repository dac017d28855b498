using System.Text.Json;
using Hms.Tuning.Spaces;
using Hms.Tuning.Tuners.GaussianProcess;

namespace Hms.Tests.Tuning.Tuners.GaussianProcess;

public sealed class PosteriorTests
{
    /// <summary>The covariance has a condition number of about 1e3.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>Relative error of central differences with step 1e-6.</summary>
    private const double DifferenceTolerance = 1e-5;
    private static readonly SearchSpace Cube = new(Enumerable.Range(0, 3).Select(i => new SearchParameter($"x{i}", new FloatDistribution(0, 1))));
    private static readonly SearchSpace Tree = new(
        new SearchParameter("model", new CategoricalDistribution("a", "b")),
        new SearchParameter("x", new FloatDistribution(0, 1)),
        new SearchParameter("depth", new IntDistribution(1, 100), new SearchCondition("model", 1)),
        new SearchParameter("kind", new CategoricalDistribution("u", "v"), new SearchCondition("model", 0)));

    [Fact]
    public void Predict_FixedKernel_EqualsScikitLearn()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("gp/posterior.json")));
        var root = golden.RootElement;
        double[] Row(string name) => root.GetProperty(name).Deserialize<double[]>()!;
        var parameters = new KernelParameters([.. Row("lengthScales").Select(x => 1 / (x * x))], root.GetProperty("scale").GetDouble(), root.GetProperty("noise").GetDouble());
        var posterior = new Posterior(Train(new ModelSpace(Cube), Points(root, "points")), Row("targets"), parameters);
        var places = Points(root, "places");
        double[] means = new double[places.Length], variances = new double[places.Length];
        posterior.Predict(places, means, variances);
        for (var i = 0; i < places.Length; i++)
        {
            Assert.Equal(Row("means")[i], means[i], Tolerance);
            Assert.Equal(Row("variances")[i], variances[i], Tolerance);
            var (mean, variance) = posterior.Predict(places[i], [0, 1, 2], new double[3], new double[3]);
            Assert.Equal(means[i], mean, Tolerance);
            Assert.Equal(variances[i], variance, Tolerance);
        }
    }

    [Fact]
    public void Evaluate_FixedKernel_IsMinusTheLogMarginalLikelihoodOfScikitLearnAndThePriors()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Goldens.Path("gp/posterior.json")));
        var root = golden.RootElement;
        var points = Train(new ModelSpace(Cube), Points(root, "points"));
        var fit = new KernelFit(points, 3, 0);
        root.GetProperty("targets").Deserialize<double[]>()!.CopyTo(fit.Targets, 0);
        double[] logs = [.. root.GetProperty("lengthScales").Deserialize<double[]>()!.Select(x => -2 * Math.Log(x)), Math.Log(root.GetProperty("scale").GetDouble()), Math.Log(root.GetProperty("noise").GetDouble())];
        var priors = logs[..3].Sum(x => KernelPrior.Weight(x).Value) + KernelPrior.Scale(logs[3]).Value + KernelPrior.Noise(logs[4]).Value;
        var constant = 0.5 * points.Count * Math.Log(2 * Math.PI);
        Assert.Equal(-root.GetProperty("logMarginalLikelihood").GetDouble() - priors - constant, fit.Evaluate(logs, new double[5]), Tolerance);
    }

    [Fact]
    public void Evaluate_AConditionalMixedSpace_HasTheGradientOfItsDifferences()
    {
        var space = new ModelSpace(Tree);
        var points = Random(space, 25);
        var targets = points.Select((x, i) => Math.Sin(9 * x.Places[1]) + (x.Active[2] ? x.Places[2] : -0.5) + 0.01 * (i % 5)).ToArray();
        var fit = new KernelFit(Train(space, points), 4, 1e-6);
        targets.CopyTo(fit.Targets, 0);
        double[] logs = [0.3, 1.2, -0.7, 0.1, 0.4, -4];
        var gradient = new double[6];
        fit.Evaluate(logs, gradient);
        for (var d = 0; d < logs.Length; d++)
        {
            var difference = Difference(h =>
            {
                var moved = (double[])logs.Clone();
                moved[d] += h;
                return fit.Evaluate(moved, new double[6]);
            });
            Assert.Equal(difference, gradient[d], DifferenceTolerance * Math.Max(1, Math.Abs(difference)));
        }
    }

    [Fact]
    public void Predict_AConditionalMixedSpace_HasTheGradientOfItsDifferences()
    {
        var space = new ModelSpace(Tree);
        var points = Random(space, 25);
        var posterior = new Posterior(Train(space, points), [.. points.Take(20).Select(x => x.Places[1])], new KernelParameters([0.5, 3, 2, 1], 1.3, 1e-3));
        int[] axes = [1, 2];
        foreach (var place in Random(space, 40).Skip(30).Where(x => x.Active[2]))
        {
            double[] byMean = new double[2], byVariance = new double[2];
            posterior.Predict(place, axes, byMean, byVariance);
            for (var a = 0; a < axes.Length; a++)
            {
                (double Mean, double Variance) At(double h)
                {
                    var moved = place.Copy();
                    moved.Places[axes[a]] += h;
                    return posterior.Predict(moved, [], [], []);
                }
                Assert.Equal(Difference(h => At(h).Mean), byMean[a], DifferenceTolerance);
                Assert.Equal(Difference(h => At(h).Variance), byVariance[a], DifferenceTolerance);
            }
        }
    }

    /// <summary>Kriging believer: the same as fitting again with the prediction as the target.</summary>
    [Fact]
    public void Posterior_BelievedPoints_KeepTheMeanAndLowerTheVariance()
    {
        var space = new ModelSpace(Tree);
        var points = Random(space, 12);
        var parameters = new KernelParameters([0.5, 3, 2, 1], 1.3, 1e-3);
        double[] targets = [.. points.Take(9).Select(x => Math.Cos(4 * x.Places[1]))];
        var plain = new Posterior(Train(space, points[..9]), targets, parameters);
        var believed = new double[3];
        plain.Predict(points[9..], believed, new double[3]);
        var explicitly = new Posterior(Train(space, points), [.. targets, .. believed], parameters);
        var implicitly = new Posterior(Train(space, points), targets, parameters);
        var places = Random(space, 30)[20..];
        double[] a = new double[10], b = new double[10], c = new double[10], va = new double[10], vb = new double[10], vc = new double[10];
        plain.Predict(places, a, va);
        explicitly.Predict(places, b, vb);
        implicitly.Predict(places, c, vc);
        for (var i = 0; i < places.Length; i++)
        {
            Assert.Equal(a[i], c[i], Tolerance);
            Assert.Equal((b[i], vb[i]), (c[i], vc[i]), (x, y) => Math.Abs(x.Item1 - y.Item1) < Tolerance && Math.Abs(x.Item2 - y.Item2) < Tolerance);
            Assert.True(vc[i] <= va[i] + Tolerance);
        }
    }

    /// <summary>Both inactive: 0; exactly one: 1; choices: 0 or 1; integers by their share of the range (half a step beyond each end).</summary>
    [Fact]
    public void SquaredDistances_ActiveAndInactiveAxes_FollowTheRules()
    {
        var space = new ModelSpace(Tree);
        ModelPoint Point(params (string, object?)[] values) => space.Encode(Tree.Bind(values.ToDictionary(x => x.Item1, x => x.Item2)))!;
        var points = Train(space, [
            Point(("model", "a"), ("x", 0.5), ("kind", "u")),
            Point(("model", "a"), ("x", 0.5), ("kind", "v")),
            Point(("model", "b"), ("x", 0.75), ("depth", 11)),
            Point(("model", "b"), ("x", 0.5), ("depth", 61))]);
        var squares = new double[8];
        points.SquaredDistances(points.Points[2], [1000, 100, 10, 1], squares);
        Assert.Equal([1000 + 6.25 + 10 + 1, 1000 + 6.25 + 10 + 1, 0, 6.25 + 2.5], squares[..4], (x, y) => Math.Abs(x - y) < Tolerance);
        points.SquaredDistances(points.Points[0], [1000, 100, 10, 1], squares);
        Assert.Equal([0, 1, 1000 + 6.25 + 10 + 1, 1000 + 10 + 1], squares[..4], (x, y) => Math.Abs(x - y) < Tolerance);
    }

    private static double Difference(Func<double, double> function) => (function(1e-6) - function(-1e-6)) / 2e-6;

    private static TrainingPoints Train(ModelSpace space, ModelPoint[] points) => new(space, points);

    private static ModelPoint[] Points(JsonElement root, string name) => [.. root.GetProperty(name).Deserialize<double[][]>()!.Select(x =>
    {
        var point = new ModelPoint(x.Length);
        x.CopyTo(point.Places, 0);
        Array.Fill(point.Active, true);
        return point;
    })];

    private static ModelPoint[] Random(ModelSpace space, int count)
    {
        var random = new Hms.Tuning.Numerics.SplitMix64(3);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var point = new ModelPoint(space.Axes.Length);
            for (var d = 0; d < point.Places.Length; d++) { point.Places[d] = space.Axes[d].FromUniform(random.NextDouble()); }
            space.Activate(point);
            return point;
        })];
    }
}

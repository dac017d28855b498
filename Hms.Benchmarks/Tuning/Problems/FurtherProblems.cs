using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Problems beside the 13, so that nothing is tuned to those: three test functions, ten parameters of which few matter, and a tree of models.</summary>
internal static class FurtherProblems
{
    private static readonly double[] GriewankCentre = [120, -260, 75, 310];
    private static readonly double[] BestRates = [-1.2, -3.1, -2.9, -3.3];
    private static readonly double[] BestFeatures = [0.7, 0.4, 0.6, 0.5];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Problem> All { get; } = [Levy6(), Griewank4(), Styblinski5(), FewMatter10(), Pipeline()];

    /// <summary>Levy's function, least 0 at 1.</summary>
    private static Problem Levy6() => new("levy6", Floats(6, 10), v =>
    {
        var w = Enumerable.Range(0, 6).Select(i => 1 + (v.GetDouble($"x{i}") - 1) / 4).ToArray();
        return Square(Math.Sin(Math.PI * w[0])) + w.SkipLast(1).Sum(x => Square(x - 1) * (1 + 10 * Square(Math.Sin(Math.PI * x + 1)))) + Square(w[5] - 1) * (1 + Square(Math.Sin(2 * Math.PI * w[5])));
    });

    /// <summary>Griewank's function, shifted; least 0.</summary>
    private static Problem Griewank4() => new("griewank4", Floats(4, 600), v =>
    {
        var z = Enumerable.Range(0, 4).Select(i => v.GetDouble($"x{i}") - GriewankCentre[i]).ToArray();
        return 1 + z.Sum(Square) / 4000 - z.Select((x, i) => Math.Cos(x / Math.Sqrt(i + 1))).Aggregate(1.0, (product, x) => product * x);
    });

    /// <summary>The function of Styblinski and Tang per dimension, least −39.166 at −2.9035.</summary>
    private static Problem Styblinski5() => new("styblinski5", Floats(5, 5), v => 0.5 * Enumerable.Range(0, 5).Average(i =>
    {
        var square = Square(v.GetDouble($"x{i}"));
        return square * square - 16 * square + 5 * v.GetDouble($"x{i}");
    }));

    private static Problem FewMatter10()
    {
        var space = new SearchSpace(
            new SearchParameter("lr", new FloatDistribution(1e-6, 1, Log: true)),
            new SearchParameter("wd", new FloatDistribution(1e-7, 1e-1, Log: true)),
            new SearchParameter("batch", new IntDistribution(8, 512, Log: true)),
            new SearchParameter("dropout", new FloatDistribution(0, 0.9)),
            new SearchParameter("layers", new IntDistribution(1, 12)),
            new SearchParameter("width", new IntDistribution(16, 2048, Log: true)),
            new SearchParameter("act", new CategoricalDistribution("relu", "gelu", "tanh", "elu")),
            new SearchParameter("opt", new CategoricalDistribution("sgd", "adam", "adamw", "rmsprop")),
            new SearchParameter("warmup", new FloatDistribution(0, 0.5, Step: 0.05)),
            new SearchParameter("momentum", new FloatDistribution(0.5, 0.999)));
        return new Problem("fewmatter10", space, FewMatterLoss);
    }

    private static double FewMatterLoss(ParameterValues v)
    {
        var optimizer = (int)v.GetInternal("opt");
        var miss = Math.Abs(Math.Log10(v.GetDouble("lr")) - BestRates[optimizer]);
        var batch = Math.Log2(v.GetDouble("batch"));
        return 0.05 + 0.06 * Math.Min(miss * miss, 4) + 0.03 * miss * Math.Max(0, batch - 6) / 6
            + 0.004 * Square(Math.Log10(v.GetDouble("wd")) + 4) + 0.02 * Square(v.GetDouble("dropout") - 0.25)
            + 0.003 * Square(v.GetDouble("layers") - 5) / 4 + 0.002 * Square(Math.Log2(v.GetDouble("width")) - 8.5)
            + ((double[])[0.004, 0, 0.01, 0.003])[(int)v.GetInternal("act")] + ((double[])[0.02, 0.004, 0, 0.012])[optimizer]
            + 0.01 * Square(v.GetDouble("warmup") - 0.1) + 0.01 * Square(v.GetDouble("momentum") - 0.9);
    }

    private static Problem Pipeline()
    {
        SearchCondition Model(int i) => new("model", i);
        var space = new SearchSpace(
            new SearchParameter("scaler", new CategoricalDistribution("none", "standard", "quantile")),
            new SearchParameter("features", new FloatDistribution(0.05, 1)),
            new SearchParameter("model", new CategoricalDistribution("linear", "knn", "forest", "boost")),
            new SearchParameter("penalty", new CategoricalDistribution("l1", "l2", "elastic"), Model(0)),
            new SearchParameter("linear_C", new FloatDistribution(1e-4, 1e4, Log: true), Model(0)),
            new SearchParameter("l1_ratio", new FloatDistribution(0, 1), new SearchCondition("penalty", 2)),
            new SearchParameter("neighbors", new IntDistribution(1, 128, Log: true), Model(1)),
            new SearchParameter("weights", new CategoricalDistribution("uniform", "distance"), Model(1)),
            new SearchParameter("forest_trees", new IntDistribution(10, 2000, Log: true), Model(2)),
            new SearchParameter("forest_depth", new IntDistribution(1, 40), Model(2)),
            new SearchParameter("leaf", new IntDistribution(1, 100, Log: true), Model(2)),
            new SearchParameter("boost_lr", new FloatDistribution(1e-4, 1, Log: true), Model(3)),
            new SearchParameter("boost_trees", new IntDistribution(10, 5000, Log: true), Model(3)),
            new SearchParameter("boost_depth", new IntDistribution(1, 12), Model(3)),
            new SearchParameter("booster", new CategoricalDistribution("gbtree", "dart"), Model(3)),
            new SearchParameter("subsample", new FloatDistribution(0.2, 1), Model(3)),
            new SearchParameter("rate_drop", new FloatDistribution(0, 1), new SearchCondition("booster", 1)));
        return new Problem("pipeline", space, PipelineLoss);
    }

    private static double PipelineLoss(ParameterValues v)
    {
        var (scaler, model) = ((int)v.GetInternal("scaler"), (int)v.GetInternal("model"));
        var shared = 0.02 * Square(v.GetDouble("features") - BestFeatures[model]);
        return shared + model switch { 0 => LinearLoss(v, scaler), 1 => NeighborLoss(v, scaler), 2 => ForestLoss(v, scaler), _ => BoostLoss(v, scaler) };
    }

    private static double LinearLoss(ParameterValues v, int scaler)
    {
        var penalty = v.GetString("penalty") switch { "l1" => 0.01, "l2" => 0.015, _ => 0.02 * Square(v.GetDouble("l1_ratio") - 0.3) };
        return 0.14 + ((double[])[0.05, 0, 0.01])[scaler] + 0.008 * Square(Math.Log10(v.GetDouble("linear_C")) - 0.5) + penalty;
    }

    private static double NeighborLoss(ParameterValues v, int scaler) =>
        0.12 + ((double[])[0.08, 0, 0.02])[scaler] + 0.01 * Square(Math.Log2(v.GetDouble("neighbors")) - 3.5) + (v.GetString("weights") == "uniform" ? 0.008 : 0);

    private static double ForestLoss(ParameterValues v, int scaler) =>
        0.09 + (scaler == 2 ? 0.002 : 0) + 0.02 * Square(3.1 - Math.Log10(v.GetDouble("forest_trees")))
        + 0.03 * Square(Math.Max(0, (12 - v.GetDouble("forest_depth")) / 12)) + 0.02 * Square(Math.Log10(v.GetDouble("leaf")) - 0.4);

    private static double BoostLoss(ParameterValues v, int scaler)
    {
        var (rate, trees) = (Math.Log10(v.GetDouble("boost_lr")), Math.Log10(v.GetDouble("boost_trees")));
        var dart = v.GetString("booster") == "dart" ? 0.004 + 0.05 * Square(v.GetDouble("rate_drop") - 0.1) - 0.012 : 0;
        return 0.05 + 0.03 * Square(rate + trees - 1.4) + 0.01 * Square(rate + 1.7) + 0.002 * Square(v.GetDouble("boost_depth") - 6) + 0.02 * Square(v.GetDouble("subsample") - 0.8)
            + dart + (scaler == 2 ? 0.001 : 0);
    }

    private static SearchSpace Floats(int count, double bound) => new(Enumerable.Range(0, count).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-bound, bound))));

    private static double Square(double x) => x * x;
}

using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Problems given by a formula.</summary>
internal static class AnalyticProblems
{
    private static readonly double[] SphereCentre = [1.3, -2.1, 0.7, 3.2, -0.4];
    private static readonly double[] AckleyFloats = [5.3, -7.1, 2.2, -11.4];
    private static readonly double[] AckleyInts = [3, -8, 12];
    private static readonly double[][] AckleyChoices = [[5, 0, -10, 10, -5], [-5, 10, 5, -10, 0], [10, -5, 0, 5, -10]];
    private static readonly double[] HartmannWeights = [1, 1.2, 3, 3.2];
    private static readonly double[][] HartmannScales = [[10, 3, 17, 3.5, 1.7, 8], [.05, 10, 17, .1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, .05, 10, .1, 14]];
    private static readonly double[][] HartmannCentres = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Problem> All { get; } = [Sphere5(), Rosenbrock4(), Branin(), Hartmann6(), Ackley10Mixed(), Conditional()];

    private static Problem Sphere5() => new("sphere5", Floats(5, -5, 5), x => Enumerable.Range(0, 5).Sum(i => (i + 1) * Square(x.GetDouble($"x{i}") - SphereCentre[i])));

    private static Problem Rosenbrock4() => new("rosenbrock4", Floats(4, -2.048, 2.048), v =>
    {
        var x = Enumerable.Range(0, 4).Select(i => v.GetDouble($"x{i}")).ToArray();
        return Enumerable.Range(0, 3).Sum(i => 100 * Square(x[i + 1] - x[i] * x[i]) + Square(1 - x[i]));
    });

    private static Problem Branin() => new("branin", new SearchSpace(new SearchParameter("x0", new FloatDistribution(-5, 10)), new SearchParameter("x1", new FloatDistribution(0, 15))), v =>
    {
        var (x, y) = (v.GetDouble("x0"), v.GetDouble("x1"));
        return Square(y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6) + 10 * (1 - 1 / (8 * Math.PI)) * Math.Cos(x) + 10;
    });

    private static Problem Hartmann6() => new("hartmann6", Floats(6, 0, 1), v => -Enumerable.Range(0, 4).Sum(k =>
        HartmannWeights[k] * Math.Exp(-Enumerable.Range(0, 6).Sum(i => HartmannScales[k][i] * Square(v.GetDouble($"x{i}") - 1e-4 * HartmannCentres[k][i])))));

    private static Problem Ackley10Mixed()
    {
        var space = new SearchSpace([
            .. Enumerable.Range(0, 4).Select(i => new SearchParameter($"x{i}", new FloatDistribution(-32.768, 32.768))),
            .. Enumerable.Range(0, 3).Select(i => new SearchParameter($"n{i}", new IntDistribution(-20, 20))),
            .. Enumerable.Range(0, 3).Select(i => new SearchParameter($"c{i}", new CategoricalDistribution("a", "b", "c", "d", "e")))]);
        return new Problem("ackley10mixed", space, v =>
        {
            double[] z = [
                .. Enumerable.Range(0, 4).Select(i => v.GetDouble($"x{i}") - AckleyFloats[i]),
                .. Enumerable.Range(0, 3).Select(i => v.GetDouble($"n{i}") - AckleyInts[i]),
                .. Enumerable.Range(0, 3).Select(i => AckleyChoices[i][(int)v.GetInternal($"c{i}")])];
            return -20 * Math.Exp(-0.2 * Math.Sqrt(z.Average(Square))) - Math.Exp(z.Average(x => Math.Cos(2 * Math.PI * x))) + 20 + Math.E;
        });
    }

    private static Problem Conditional()
    {
        SearchCondition Model(int i) => new("model", i);
        SearchCondition Layers(int least) => new("mlp_layers", least, 4);
        var space = new SearchSpace(
            new SearchParameter("model", new CategoricalDistribution("svm", "rf", "mlp")),
            new SearchParameter("svm_C", new FloatDistribution(1e-3, 1e3, Log: true), Model(0)),
            new SearchParameter("svm_gamma", new FloatDistribution(1e-5, 10, Log: true), Model(0)),
            new SearchParameter("rf_n", new IntDistribution(10, 1000, Log: true), Model(1)),
            new SearchParameter("rf_depth", new IntDistribution(2, 32), Model(1)),
            new SearchParameter("rf_features", new FloatDistribution(0.1, 1), Model(1)),
            new SearchParameter("mlp_lr", new FloatDistribution(1e-5, 1, Log: true), Model(2)),
            new SearchParameter("mlp_layers", new IntDistribution(1, 4), Model(2)),
            new SearchParameter("mlp_units0", new IntDistribution(8, 512, Log: true), Model(2)),
            new SearchParameter("mlp_units1", new IntDistribution(8, 512, Log: true), Layers(2)),
            new SearchParameter("mlp_units2", new IntDistribution(8, 512, Log: true), Layers(3)),
            new SearchParameter("mlp_units3", new IntDistribution(8, 512, Log: true), Layers(4)),
            new SearchParameter("mlp_act", new CategoricalDistribution("relu", "tanh", "sigmoid"), Model(2)),
            new SearchParameter("mlp_dropout", new FloatDistribution(0, 0.8), Layers(2)));
        return new Problem("conditional", space, ConditionalLoss);
    }

    private static double ConditionalLoss(ParameterValues v)
    {
        double Log(string name) => Math.Log10(v.GetDouble(name));
        if (v.GetString("model") == "svm")
        {
            var (c, g) = (Log("svm_C") - 1, Log("svm_gamma") + 2);
            return 0.10 + 0.02 * c * c + 0.03 * g * g + 0.01 * c * g;
        }
        if (v.GetString("model") == "rf") { return 0.08 + 0.05 * Square(3 - Log("rf_n")) + 0.0005 * Square(v.GetDouble("rf_depth") - 14) + 0.1 * Square(v.GetDouble("rf_features") - 0.35); }
        var k = (int)v.GetInt64("mlp_layers");
        var units = Enumerable.Range(0, k).Sum(i => Square(Math.Log2(v.GetDouble($"mlp_units{i}")) - 7)) / k;
        var act = v.GetString("mlp_act") switch { "relu" => 0, "tanh" => 0.01, _ => 0.04 };
        var dropout = k >= 2 ? 0.1 * Square(v.GetDouble("mlp_dropout") - 0.3) : 0.009;
        return 0.03 + 0.04 * Square(Log("mlp_lr") + 3) + 0.02 * Square(k - 3) + 0.01 * units + act + dropout;
    }

    private static SearchSpace Floats(int count, double low, double high) => new(Enumerable.Range(0, count).Select(i => new SearchParameter($"x{i}", new FloatDistribution(low, high))));

    private static double Square(double x) => x * x;
}

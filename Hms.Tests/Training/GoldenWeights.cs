using Hms.Signal.Randomness;
using Hms.Training.Networks;

namespace Hms.Tests.Training;

/// <summary>Weights by formula, computed here and in make_goldens.py alike; running statistics away from 0 and 1, so that batch normalisation matters.</summary>
internal static class GoldenWeights
{
    private const ulong Seed = 7;

    public static NetworkWeights Create(NetworkSpec spec) =>
        new(spec, NetworkParameters.List(spec).ToDictionary(parameter => parameter.Key, parameter => new WeightTensor(parameter.Shape, Values(parameter))));

    public static float[] Input(int count) => Draw("input", count, u => 2 * u - 1);

    private static float[] Values(ParameterSpec parameter)
    {
        var bound = Math.Sqrt(6.0 / Math.Max(1, parameter.FanIn));
        return Draw(parameter.Key, (int)parameter.Count, parameter.Role switch
        {
            ParameterRole.RunningVariance or ParameterRole.Scale => u => 0.5 + u,
            ParameterRole.PoolingExponent => u => 2.5 + u,
            ParameterRole.RunningMean or ParameterRole.Bias => u => 0.2 * (2 * u - 1),
            _ => u => (2 * u - 1) * bound,
        });
    }

    private static float[] Draw(string key, int count, Func<double, double> map)
    {
        var random = new HashRandom(SeedHash.Derive(Seed, key));
        var values = new float[count];
        for (var i = 0; i < count; i++) { values[i] = (float)map(random.NextDouble()); }
        return values;
    }
}

using Hms.Signal.Randomness;

namespace Hms.Training.Networks;

/// <summary>Seeded start values of a network. Each tensor draws from its own generator, seeded by (seed, key): no library's random state takes part.</summary>
/// <remarks>
/// Convolutions: normal, mean 0, variance 2 / fan-out, where fan-out = Kernel x Kernel x OutputChannels / Groups (He et al., 2015; timm's EfficientNet).
/// Fully connected: uniform in +-1 / sqrt(fan-in), as torch.nn.Linear; timm's EfficientNet uses +-1 / sqrt(fan-out), which starts a classifier of few
/// classes with wild logits. Biases and running means 0, running variances 1, scales 1 (0 at the end of ResNet's blocks, as in timm), pooling exponents 3.
/// </remarks>
public static class NetworkInitialization
{
    /// <summary>Start values of every weight.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="seed">Same seed, same bits.</param>
    public static NetworkWeights Create(NetworkSpec spec, ulong seed)
    {
        var parameters = NetworkParameters.List(spec);
        return new(spec, parameters.ToDictionary(parameter => parameter.Key, parameter => new WeightTensor(parameter.Shape, Values(parameter, seed))));
    }

    private static float[] Values(ParameterSpec parameter, ulong seed)
    {
        var values = new float[parameter.Count];
        var random = new HashRandom(SeedHash.Derive(seed, parameter.Key));
        switch (parameter.Role)
        {
            case ParameterRole.ConvolutionKernel:
                var deviation = Math.Sqrt(2.0 / parameter.FanOut);
                for (var i = 0; i < values.Length; i++) { values[i] = (float)(deviation * random.NextGaussian()); }
                break;
            case ParameterRole.LinearMatrix:
                var range = 1 / Math.Sqrt(parameter.FanIn);
                for (var i = 0; i < values.Length; i++) { values[i] = (float)random.NextDouble(-range, range); }
                break;
            default:
                Array.Fill(values, (float)parameter.Start);
                break;
        }
        return values;
    }
}

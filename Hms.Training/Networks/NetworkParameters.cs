namespace Hms.Training.Networks;

/// <summary>Lists the weight tensors of a network, in the order of its layers, and checks that the layers fit together.</summary>
public static class NetworkParameters
{
    /// <summary>All weight tensors, running statistics included (PyTorch's num_batches_tracked counters are not weights and not listed).</summary>
    /// <param name="spec">The network.</param>
    /// <exception cref="ArgumentException">A layer takes other channels than the layer before it gives, or two layers share a name.</exception>
    public static IReadOnlyList<ParameterSpec> List(NetworkSpec spec)
    {
        var found = new List<ParameterSpec>();
        var channels = Walk(spec.Root, "", spec.InputChannels, found);
        if (channels != spec.ClassCount) { throw new ArgumentException($"Network {spec.Name} ends with {channels} outputs; {spec.ClassCount} classes are asked for."); }
        var twice = found.GroupBy(parameter => parameter.Key).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null) { throw new ArgumentException($"Network {spec.Name} has two weights named {twice.Key}; names within a sequence must differ."); }
        return found;
    }

    /// <summary>Number of values that the optimiser changes.</summary>
    /// <param name="spec">The network.</param>
    public static long LearntCount(NetworkSpec spec) => List(spec).Where(parameter => parameter.IsLearnt).Sum(parameter => parameter.Count);

    /// <summary>The key of a part: both names joined by a dot.</summary>
    internal static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private static int Walk(LayerSpec layer, string key, int channels, List<ParameterSpec> found)
    {
        switch (layer)
        {
            case SequenceSpec sequence:
                foreach (var item in sequence.Layers) { channels = Walk(item.Layer, Join(key, item.Name), channels, found); }
                return channels;
            case ResidualSpec residual:
                return WalkResidual(residual, key, channels, found);
            case SqueezeExciteSpec gate:
                Expect(key, gate.Channels, channels);
                AddConvolution(new ConvolutionSpec(gate.Channels, gate.ReducedChannels, 1) { HasBias = true }, Join(key, "conv_reduce"), found);
                AddConvolution(new ConvolutionSpec(gate.ReducedChannels, gate.Channels, 1) { HasBias = true }, Join(key, "conv_expand"), found);
                return channels;
            case ConvolutionSpec convolution:
                Expect(key, convolution.InputChannels, channels);
                AddConvolution(convolution, key, found);
                return convolution.OutputChannels;
            case BatchNormalizationSpec normalization:
                Expect(key, normalization.Channels, channels);
                AddNormalization(normalization, key, found);
                return channels;
            case LinearSpec linear:
                Expect(key, linear.InputFeatures, channels);
                AddLinear(linear, key, found);
                return linear.OutputFeatures;
            case GeneralizedMeanPoolSpec pooling:
                found.Add(new(Join(key, GeneralizedMeanPoolSpec.ExponentName), [1], ParameterRole.PoolingExponent) { Start = pooling.StartExponent });
                return channels;
            default:
                return channels;
        }
    }

    private static int WalkResidual(ResidualSpec residual, string key, int channels, List<ParameterSpec> found)
    {
        var main = Walk(residual.Body, key, channels, found);
        var side = residual.Shortcut is null ? channels : Walk(residual.Shortcut, Join(key, ResidualSpec.ShortcutName), channels, found);
        if (main != side) { throw new ArgumentException($"Block {key}: the body gives {main} channels, the shortcut {side}; both must be equal."); }
        return main;
    }

    private static void AddConvolution(ConvolutionSpec layer, string key, List<ParameterSpec> found)
    {
        if (layer.InputChannels % layer.Groups != 0 || layer.OutputChannels % layer.Groups != 0)
        {
            throw new ArgumentException($"Convolution {key}: {layer.Groups} groups must divide {layer.InputChannels} channels in and {layer.OutputChannels} out.");
        }
        if (layer.Padding == SpatialPadding.Symmetric && (layer.Kernel.Height % 2 == 0 || layer.Kernel.Width % 2 == 0))
        {
            throw new ArgumentException($"Convolution {key}: a kernel of {layer.Kernel} places cannot be padded symmetrically; take odd sizes or SAME padding.");
        }
        var area = layer.Kernel.Area;
        found.Add(new($"{key}.weight", [layer.OutputChannels, layer.InputChannels / layer.Groups, layer.Kernel.Height, layer.Kernel.Width], ParameterRole.ConvolutionKernel)
        {
            FanIn = area * layer.InputChannels / layer.Groups,
            FanOut = area * layer.OutputChannels / layer.Groups,
        });
        if (layer.HasBias) { found.Add(new($"{key}.bias", [layer.OutputChannels], ParameterRole.Bias)); }
    }

    private static void AddNormalization(BatchNormalizationSpec layer, string key, List<ParameterSpec> found)
    {
        found.Add(new($"{key}.weight", [layer.Channels], ParameterRole.Scale) { Start = layer.StartScale });
        found.Add(new($"{key}.bias", [layer.Channels], ParameterRole.Bias));
        found.Add(new($"{key}.running_mean", [layer.Channels], ParameterRole.RunningMean));
        found.Add(new($"{key}.running_var", [layer.Channels], ParameterRole.RunningVariance) { Start = 1 });
    }

    private static void AddLinear(LinearSpec layer, string key, List<ParameterSpec> found)
    {
        found.Add(new($"{key}.weight", [layer.OutputFeatures, layer.InputFeatures], ParameterRole.LinearMatrix)
        {
            FanIn = layer.InputFeatures,
            FanOut = layer.OutputFeatures,
        });
        found.Add(new($"{key}.bias", [layer.OutputFeatures], ParameterRole.Bias));
    }

    private static void Expect(string key, int takes, int given)
    {
        if (takes != given) { throw new ArgumentException($"Layer {key} takes {takes} channels, but the layer before it gives {given}."); }
    }
}

using Hms.Training.Networks;

namespace Hms.Training.Onnx;

/// <summary>Writes a batch normalisation into the convolution before it: the same function with fewer layers.</summary>
/// <remarks>
/// With running mean m and variance v, scale g and shift b: weight' = weight * g / sqrt(v + eps), bias' = (bias - m) * g / sqrt(v + eps) + b, computed in
/// double and rounded once. It holds for every padding and stride, because zeros are padded before the convolution. A batch normalisation without a convolution
/// straight before it stays.
/// </remarks>
internal static class NormalizationFolding
{
    /// <summary>The network as it is exported.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="weights">Its weights; not changed.</param>
    public static (NetworkSpec Spec, NetworkWeights Weights) Fold(NetworkSpec spec, NetworkWeights weights)
    {
        var tensors = weights.Keys.ToDictionary(key => key, key => weights[key]);
        var folded = spec with { Root = Sequence(spec.Root, "", tensors) };
        return (folded, new NetworkWeights(folded, tensors));
    }

    private static LayerSpec Layer(LayerSpec layer, string key, Dictionary<string, WeightTensor> tensors) => layer switch
    {
        SequenceSpec sequence => Sequence(sequence, key, tensors),
        ResidualSpec residual => residual with
        {
            Body = Sequence(residual.Body, key, tensors),
            Shortcut = residual.Shortcut is { } shortcut ? Sequence(shortcut, NetworkParameters.Join(key, ResidualSpec.ShortcutName), tensors) : null,
        },
        _ => layer,
    };

    private static SequenceSpec Sequence(SequenceSpec sequence, string key, Dictionary<string, WeightTensor> tensors)
    {
        var layers = new List<NamedLayer>();
        foreach (var item in sequence.Layers)
        {
            if (item.Layer is BatchNormalizationSpec normalization && layers.Count > 0
                && MergeInto(layers[^1].Layer, NetworkParameters.Join(key, layers[^1].Name), normalization, NetworkParameters.Join(key, item.Name), tensors) is { } merged)
            {
                layers[^1] = layers[^1] with { Layer = merged };
            }
            else { layers.Add(item with { Layer = Layer(item.Layer, NetworkParameters.Join(key, item.Name), tensors) }); }
        }
        return sequence with { Layers = layers };
    }

    /// <summary>The layer before a normalisation with that written into its last convolution; null where it does not end in one.</summary>
    private static LayerSpec? MergeInto(LayerSpec before, string into, BatchNormalizationSpec normalization, string from, Dictionary<string, WeightTensor> tensors)
    {
        if (before is SequenceSpec { Layers.Count: > 0 } sequence)
        {
            var last = sequence.Layers[^1];
            return MergeInto(last.Layer, NetworkParameters.Join(into, last.Name), normalization, from, tensors) is { } merged
                ? sequence with { Layers = [.. sequence.Layers.SkipLast(1), last with { Layer = merged }] }
                : null;
        }
        if (before is not ConvolutionSpec convolution) { return null; }
        Merge(convolution, into, normalization, from, tensors);
        return convolution with { HasBias = true };
    }

    private static void Merge(ConvolutionSpec convolution, string into, BatchNormalizationSpec normalization, string from, Dictionary<string, WeightTensor> tensors)
    {
        var kernel = tensors[$"{into}.weight"];
        var oldBias = convolution.HasBias ? tensors[$"{into}.bias"].Values : null;
        var (scale, shift, mean, variance) = (Take("weight"), Take("bias"), Take("running_mean"), Take("running_var"));
        var (weight, bias) = (new float[kernel.Values.Length], new float[convolution.OutputChannels]);
        var size = weight.Length / bias.Length;
        for (var channel = 0; channel < bias.Length; channel++)
        {
            var factor = scale[channel] / Math.Sqrt(variance[channel] + normalization.Epsilon);
            for (var i = channel * size; i < (channel + 1) * size; i++) { weight[i] = (float)(kernel.Values[i] * factor); }
            bias[channel] = (float)(((oldBias?[channel] ?? 0.0) - mean[channel]) * factor + shift[channel]);
        }
        tensors[$"{into}.weight"] = new WeightTensor(kernel.Shape, weight);
        tensors[$"{into}.bias"] = new WeightTensor([bias.Length], bias);

        float[] Take(string name)
        {
            tensors.Remove($"{from}.{name}", out var tensor);
            return tensor!.Values;
        }
    }
}

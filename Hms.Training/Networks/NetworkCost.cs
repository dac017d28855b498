namespace Hms.Training.Networks;

/// <summary>Follows the size of an image through a network: counts its multiply-adds, and finds a window that is larger than its image.</summary>
/// <remarks>Convolutions and fully connected layers are counted, as papers do; normalisation, activations and pooling are not.</remarks>
public sealed class NetworkCost
{
    private long _multiplyAdds;

    private NetworkCost()
    {
    }

    /// <summary>Multiply-adds of scoring one image.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="input">Size of the image.</param>
    /// <exception cref="ArgumentException">The image is smaller than a window of the network; the message names the layer and both sizes.</exception>
    public static long MultiplyAdds(NetworkSpec spec, NetworkInput input)
    {
        var cost = new NetworkCost();
        cost.Walk(spec.Root, "", new SpatialSize(input.Height, input.Width));
        return cost._multiplyAdds;
    }

    private SpatialSize Walk(LayerSpec layer, string key, SpatialSize size)
    {
        switch (layer)
        {
            case SequenceSpec sequence:
                foreach (var item in sequence.Layers) { size = Walk(item.Layer, NetworkParameters.Join(key, item.Name), size); }
                return size;
            case ResidualSpec residual:
                if (residual.Shortcut is not null) { Walk(residual.Shortcut, NetworkParameters.Join(key, ResidualSpec.ShortcutName), size); }
                return Walk(residual.Body, key, size);
            case SqueezeExciteSpec gate:
                _multiplyAdds += 2L * gate.Channels * gate.ReducedChannels;
                return size;
            case ConvolutionSpec convolution:
                return Convolve(convolution, key, size);
            case PoolingSpec pooling:
                return new(Pool(pooling, key, pooling.Kernel.Height, pooling.Stride.Height, size.Height), Pool(pooling, key, pooling.Kernel.Width, pooling.Stride.Width, size.Width));
            case LinearSpec linear:
                _multiplyAdds += (long)linear.InputFeatures * linear.OutputFeatures;
                return size;
            default:
                return size;
        }
    }

    private SpatialSize Convolve(ConvolutionSpec layer, string key, SpatialSize size)
    {
        var padding = layer.FixedPadding;
        var same = layer.Padding == SpatialPadding.Same;
        var after = new SpatialSize(
            same ? Ceiling(size.Height, layer.Stride.Height) : Places(key, layer.Kernel.Height, layer.Stride.Height, size.Height + 2 * padding.Height),
            same ? Ceiling(size.Width, layer.Stride.Width) : Places(key, layer.Kernel.Width, layer.Stride.Width, size.Width + 2 * padding.Width));
        _multiplyAdds += (long)layer.Kernel.Area * (layer.InputChannels / layer.Groups) * layer.OutputChannels * after.Height * after.Width;
        return after;
    }

    private static int Pool(PoolingSpec layer, string key, int kernel, int stride, int size)
    {
        if (layer.Edge == PoolingEdge.Drop) { return Places(key, kernel, stride, size + 2 * layer.Padding); }
        var places = Math.Max(0, Ceiling(size + 2 * layer.Padding - kernel, stride)) + 1;
        return (places - 1) * stride >= size + layer.Padding ? places - 1 : places; // a window must begin on the image, as in PyTorch
    }

    private static int Places(string key, int kernel, int stride, int size) => size >= kernel
        ? (size - kernel) / stride + 1
        : throw new ArgumentException($"Layer {key} has a window of {kernel} places, but its input has {size}; give the network a larger input.");

    private static int Ceiling(int size, int stride) => (size + stride - 1) / stride;
}

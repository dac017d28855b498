using System.Numerics.Tensors;
using Hms.Signal.Montages;
using Hms.Transforms.Mapping;

namespace Hms.Transforms.Scoring;

/// <summary>Images that are scored at once, and their probabilities. One per cursor; not thread-safe.</summary>
internal sealed class OnnxBatch
{
    private readonly OnnxNetwork _network;
    private readonly string _inputName;
    private readonly int _size;
    private readonly int _classes;
    private readonly MirrorMap? _mirror;
    private readonly bool _mirrorKeepsSign;
    private readonly long[] _dimensions;
    private readonly float[] _images;
    private readonly float[] _probabilities;
    private readonly float[]? _mirrored;
    private int _scored;

    /// <param name="network">The network.</param>
    /// <param name="inputName">Name of its input.</param>
    /// <param name="shape">Shape of one image.</param>
    /// <param name="mirror">Who mirrors whom; null for no test-time augmentation.</param>
    /// <param name="capacity">Largest number of images.</param>
    /// <param name="classes">Number of probabilities of an image.</param>
    internal OnnxBatch(OnnxNetwork network, string inputName, VectorShape shape, MirrorMap? mirror, int capacity, int classes)
    {
        (_network, _inputName, _size, _classes, _mirror, Capacity) = (network, inputName, shape.Size, classes, mirror, capacity);
        _mirrorKeepsSign = shape.Dimensions.Length > 2; // power has no sign
        _dimensions = [1, .. shape.Dimensions.Select(size => (long)size)];
        _images = new float[capacity * shape.Size];
        _probabilities = new float[capacity * classes];
        _mirrored = mirror is null ? null : new float[capacity * classes];
    }

    /// <summary>Largest number of images.</summary>
    internal int Capacity { get; }

    /// <summary>Number of images.</summary>
    internal int Count { get; private set; }

    /// <summary>Forgets all images.</summary>
    internal void Clear() => (Count, _scored) = (0, 0);

    /// <summary>One more image, which the caller gives in whole.</summary>
    internal void Add(ReadOnlySpan<float> image) => image.CopyTo(_images.AsSpan(Count++ * _size, _size));

    /// <summary>The probabilities of an image; the first question scores all images.</summary>
    internal ReadOnlySpan<float> Probabilities(int image)
    {
        if (_scored != Count) { Score(); }
        return _probabilities.AsSpan(image * _classes, _classes);
    }

    private void Score()
    {
        _scored = 0;
        _dimensions[0] = Count;
        var images = _images.AsMemory(0, Count * _size);
        var probabilities = _probabilities.AsSpan(0, Count * _classes);
        _network.Run(_inputName, images, _dimensions, probabilities);
        if (_mirror is not null)
        {
            var mirrored = _mirrored.AsSpan(0, probabilities.Length);
            Mirror();
            _network.Run(_inputName, images, _dimensions, mirrored);
            TensorPrimitives.Add(probabilities, mirrored, probabilities);
            TensorPrimitives.Multiply(probabilities, 0.5f, probabilities);
        }
        _scored = Count;
    }

    /// <summary>Exchanges left and right of all images; they are not read again.</summary>
    private void Mirror()
    {
        var copy = new float[_size];
        var channel = _size / _mirror!.ChannelNames.Count;
        for (var image = 0; image < Count; image++)
        {
            var values = _images.AsSpan(image * _size, _size);
            values.CopyTo(copy);
            if (!_mirrorKeepsSign)
            {
                _mirror.Apply(copy, channel, values);
                continue;
            }
            for (var i = 0; i < _mirror.Sources.Count; i++) { copy.AsSpan(_mirror.Sources[i] * channel, channel).CopyTo(values[(i * channel)..]); }
        }
    }
}

using Hms.Signal.Randomness;
using Hms.Training.Loop;
using Hms.Training.Networks;

namespace Hms.Training.Weights;

/// <summary>The network of a training and the weights that it starts from.</summary>
internal static class StartWeights
{
    /// <summary>The network for rows of a shape.</summary>
    /// <exception cref="TrainingException">The network does not take rows of this shape.</exception>
    public static NetworkSpec NetworkOf(EegImageClassificationOptions options, ImageShape shape, int classCount)
    {
        if (options.Specification is { } specification)
        {
            return specification.InputChannels == shape.Channels && specification.ClassCount == classCount
                ? specification
                : throw new TrainingException($"Network {specification.Name} reads {specification.InputChannels} channels or features and gives {specification.ClassCount} classes; the rows have {shape.Channels} and {classCount}.");
        }
        try { return NetworkCatalog.Create(options.Network, new(shape.Channels, shape.Height, shape.Width), classCount, options.NetworkOptions); }
        catch (ArgumentException exception) { throw new TrainingException(exception.Message, exception); }
    }

    /// <summary>The weights of the options' file, or weights drawn from the options' seed.</summary>
    /// <exception cref="TrainingException">The file is broken or does not fit the network.</exception>
    public static NetworkWeights Of(EegImageClassificationOptions options, NetworkSpec spec)
    {
        var seed = SeedHash.Derive(options.Seed, "weights");
        if (options.WeightsPath is null) { return NetworkInitialization.Create(spec, seed); }
        try { return PretrainedWeights.Load(spec, options.WeightsPath, seed).Weights; }
        catch (SafetensorsException exception) { throw new TrainingException(exception.Message, exception); }
    }

    /// <summary>What the options' file will give, read before the training; null without a file.</summary>
    /// <exception cref="TrainingException">The file is broken or does not fit the network.</exception>
    public static PretrainedReport? Describe(EegImageClassificationOptions options, ImageShape shape, int classCount)
    {
        if (options.WeightsPath is not { } path) { return null; }
        try { return PretrainedWeights.Describe(NetworkOf(options, shape, classCount), path); }
        catch (SafetensorsException exception) { throw new TrainingException(exception.Message, exception); }
    }
}

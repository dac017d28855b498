using System.Numerics.Tensors;
using Hms.Training.Networks;

namespace Hms.Training.Weights;

/// <summary>Loads a checkpoint, for example one of timm, into a network of the same keys.</summary>
/// <remarks>
/// The first convolution is adapted to another number of channels as timm does: for one channel the kernels of red, green and blue are summed; for n channels they are
/// repeated and scaled by 3 / n. A classifier for another number of classes starts from the seed. Any other difference is refused by name.
/// </remarks>
public static class PretrainedWeights
{
    private const string CounterSuffix = ".num_batches_tracked";
    private const int ColorChannels = 3;
    private const int NamesInAMessage = 8;

    /// <summary>Loads a checkpoint.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="path">A .safetensors file.</param>
    /// <param name="seed">Seed of the weights that the file cannot give.</param>
    /// <exception cref="SafetensorsException">The file is broken or does not fit; the message names the file and all keys concerned.</exception>
    public static (NetworkWeights Weights, PretrainedReport Report) Load(NetworkSpec spec, string path, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(spec);
        using var file = SafetensorsFile.Open(path);
        var plan = SoundPlan(spec, file);
        var start = NetworkInitialization.Create(spec, seed);
        var tensors = new Dictionary<string, WeightTensor>();
        foreach (var parameter in NetworkParameters.List(spec)) { tensors[parameter.Key] = plan.Seeded.Contains(parameter.Key) ? start[parameter.Key] : Read(file, parameter); }
        return (new NetworkWeights(spec, tensors), plan.Report(tensors.Keys));
    }

    /// <summary>What <see cref="Load"/> would do, from the file's header alone.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="path">A .safetensors file.</param>
    /// <exception cref="SafetensorsException">As for <see cref="Load"/>.</exception>
    public static PretrainedReport Describe(NetworkSpec spec, string path)
    {
        ArgumentNullException.ThrowIfNull(spec);
        using var file = SafetensorsFile.Open(path);
        return SoundPlan(spec, file).Report(NetworkParameters.List(spec).Select(parameter => parameter.Key));
    }

    /// <summary>Why a checkpoint does not fit a network, from the file's header alone; empty where it fits.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="path">A .safetensors file.</param>
    public static IReadOnlyList<string> Check(NetworkSpec spec, string path)
    {
        ArgumentNullException.ThrowIfNull(spec);
        try
        {
            using var file = SafetensorsFile.Open(path);
            return [.. Plan(spec, file).Errors.Select(error => $"{path} does not fit network {spec.Name}: {error}")];
        }
        catch (SafetensorsException exception) { return [exception.Message]; }
    }

    /// <summary>A kernel of [O, I, H, W] for another number of channels, as timm's adapt_input_conv.</summary>
    internal static float[] AdaptInput(float[] kernel, IReadOnlyList<long> shape, int channels)
    {
        var (outputs, inputs, area) = ((int)shape[0], (int)shape[1], (int)(shape[2] * shape[3]));
        var result = new float[outputs * channels * area];
        for (var o = 0; o < outputs; o++)
        {
            for (var c = 0; c < (channels == 1 ? inputs : channels); c++)
            {
                var from = kernel.AsSpan((o * inputs + c % inputs) * area, area);
                var to = result.AsSpan((o * channels + (channels == 1 ? 0 : c)) * area, area);
                if (channels == 1) { TensorPrimitives.Add(to, from, to); }
                else { TensorPrimitives.Multiply(from, (float)(ColorChannels / (double)channels), to); }
            }
        }
        return result;
    }

    private static WeightTensor Read(SafetensorsFile file, ParameterSpec parameter)
    {
        var shape = file.Entries[parameter.Key].Shape;
        var values = file.Read(parameter.Key);
        var bad = Array.FindIndex(values, value => !float.IsFinite(value));
        if (bad >= 0) { throw new SafetensorsException($"{file.Path}: value {bad} of {parameter.Key} is {values[bad]}; a checkpoint must be finite."); }
        return new(parameter.Shape, shape.SequenceEqual(parameter.Shape) ? values : AdaptInput(values, shape, (int)parameter.Shape[1]));
    }

    private static LoadPlan SoundPlan(NetworkSpec spec, SafetensorsFile file)
    {
        var plan = Plan(spec, file);
        return plan.Errors.Count == 0 ? plan : throw new SafetensorsException($"{file.Path} does not fit network {spec.Name}: {string.Join(" ", plan.Errors)}");
    }

    private static LoadPlan Plan(NetworkSpec spec, SafetensorsFile file)
    {
        var plan = new LoadPlan();
        var parameters = NetworkParameters.List(spec);
        var first = parameters.First(parameter => parameter.Role == ParameterRole.ConvolutionKernel);
        var classifier = parameters.Last(parameter => parameter.Role == ParameterRole.LinearMatrix);
        var missing = new List<string>();
        foreach (var parameter in parameters)
        {
            if (file.Entries.TryGetValue(parameter.Key, out var entry)) { Place(spec, parameter, entry, first, classifier, plan); }
            else if (parameter.Role == ParameterRole.PoolingExponent) { plan.Seeded.Add(parameter.Key); }
            else { missing.Add(parameter.Key); }
        }
        RequireWholeClassifier(classifier.Key, plan);
        plan.Ignored.AddRange(file.Entries.Keys.Where(key => key.EndsWith(CounterSuffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        var known = parameters.Select(parameter => parameter.Key).Concat(plan.Ignored).ToHashSet(StringComparer.Ordinal);
        AddNames("it lacks", missing, plan);
        AddNames("it has what the network has not:", [.. file.Entries.Keys.Where(key => !known.Contains(key)).Order(StringComparer.Ordinal)], plan);
        return plan;
    }

    private static void Place(NetworkSpec spec, ParameterSpec parameter, SafetensorsEntry entry, ParameterSpec first, ParameterSpec classifier, LoadPlan plan)
    {
        if (entry.Type is not (SafetensorsType.F32 or SafetensorsType.F16 or SafetensorsType.BF16)) { plan.Errors.Add($"{parameter.Key} is {entry.Type}; F32, F16 or BF16 is needed."); }
        else if (entry.Shape.SequenceEqual(parameter.Shape)) { return; }
        else if (parameter == first && CanAdapt(entry.Shape, parameter.Shape)) { plan.Adapted.Add(parameter.Key); }
        else if (IsOtherClassifier(parameter, entry, classifier, spec.ClassCount)) { plan.Seeded.Add(parameter.Key); }
        else { plan.Errors.Add($"{parameter.Key} has shape [{string.Join(", ", entry.Shape)}]; [{string.Join(", ", parameter.Shape)}] is needed."); }
    }

    /// <summary>Weight and bias start anew together: half an old classifier would be neither.</summary>
    private static void RequireWholeClassifier(string weightKey, LoadPlan plan)
    {
        var biasKey = BiasOf(weightKey);
        if (plan.Seeded.Contains(weightKey) != plan.Seeded.Contains(biasKey)) { plan.Errors.Add($"{weightKey} and {biasKey} are for different numbers of classes."); }
    }

    private static bool CanAdapt(IReadOnlyList<long> from, IReadOnlyList<long> to) =>
        from.Count == to.Count && from[0] == to[0] && from.Skip(2).SequenceEqual(to.Skip(2)) && from[1] == ColorChannels;

    private static bool IsOtherClassifier(ParameterSpec parameter, SafetensorsEntry entry, ParameterSpec classifier, int classCount)
    {
        var isOther = entry.Shape.Count > 0 && entry.Shape[0] != classCount && entry.Shape.Skip(1).SequenceEqual(parameter.Shape.Skip(1));
        return isOther && (parameter.Key == classifier.Key || parameter.Key == BiasOf(classifier.Key));
    }

    private static string BiasOf(string weightKey) => $"{weightKey[..weightKey.LastIndexOf('.')]}.bias";

    private static void AddNames(string what, List<string> names, LoadPlan plan)
    {
        if (names.Count == 0) { return; }
        var rest = names.Count > NamesInAMessage ? $" and {names.Count - NamesInAMessage} more" : "";
        plan.Errors.Add($"{what} {string.Join(", ", names.Take(NamesInAMessage))}{rest}.");
    }

    /// <summary>What is to be done with each key.</summary>
    private sealed class LoadPlan
    {
        public List<string> Errors { get; } = [];

        public List<string> Adapted { get; } = [];

        public List<string> Seeded { get; } = [];

        public List<string> Ignored { get; } = [];

        public PretrainedReport Report(IEnumerable<string> keys) => new()
        {
            Loaded = [.. keys.Where(key => !Seeded.Contains(key) && !Adapted.Contains(key))],
            Adapted = Adapted,
            Seeded = Seeded,
            Ignored = Ignored,
        };
    }
}

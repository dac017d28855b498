using System.Globalization;

namespace Hms.Benchmarks.Training;

/// <summary>The command line of <c>training</c>.</summary>
internal sealed record TrainingBenchOptions
{
    public const string Usage = "training [--size 128]... [--network efficientnet_b0] [--batch 8] [--steps 6] [--rounds 5] [--memory-steps 300] [--memory-size 64] [--operations yes] [--python FILE] [--blas FOLDER]";

    public IReadOnlyList<int> Sizes { get; init; } = [128, 256];

    public string Network { get; init; } = "efficientnet_b0";

    public int Batch { get; init; } = 8;

    /// <summary>Steps of one side in one round.</summary>
    public int Steps { get; init; } = 6;

    public int Rounds { get; init; } = 5;

    /// <summary>0 for no memory check.</summary>
    public int MemorySteps { get; init; } = 300;

    public int MemorySize { get; init; } = 64;

    /// <summary>Whether single operations are timed beside Python's.</summary>
    public bool Operations { get; init; }

    /// <summary>Interpreter with torch and torchvision; null for none.</summary>
    public string? Python { get; init; } = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : null;

    /// <summary>Folder with a fast libblas.so.3 for Python, put before the system's; null for what the system has.</summary>
    public string? Blas { get; init; } = new[] { "x86_64", "aarch64" }.Select(machine => $"/usr/lib/{machine}-linux-gnu/openblas-pthread").FirstOrDefault(Directory.Exists);

    /// <returns>The options, or what is wrong.</returns>
    public static (TrainingBenchOptions? Options, string? Error) Parse(IReadOnlyList<string> arguments)
    {
        var options = new TrainingBenchOptions();
        var sizes = new List<int>();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : string.Empty;
            var count = int.TryParse(value, CultureInfo.InvariantCulture, out var parsed) && parsed >= 0 ? parsed : -1;
            switch (arguments[i])
            {
                case "--size" when count > 0: sizes.Add(count); break;
                case "--network" when value.Length > 0: options = options with { Network = value }; break;
                case "--batch" when count > 1: options = options with { Batch = count }; break;
                case "--steps" when count > 0: options = options with { Steps = count }; break;
                case "--rounds" when count > 0: options = options with { Rounds = count }; break;
                case "--memory-steps" when count == 0 || count >= 100: options = options with { MemorySteps = count }; break;
                case "--memory-size" when count > 0: options = options with { MemorySize = count }; break;
                case "--operations" when value is "yes" or "no": options = options with { Operations = value == "yes" }; break;
                case "--python" when value.Length > 0: options = options with { Python = value == "none" ? null : value }; break;
                case "--blas" when Directory.Exists(value): options = options with { Blas = value }; break;
                default: return (null, $"{arguments[i]} {value} is not understood. {Usage}");
            }
        }
        return (sizes.Count == 0 ? options : options with { Sizes = sizes }, null);
    }
}

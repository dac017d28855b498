using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Hms.Experiments.Commands;
using Hms.Training;
using Hms.Training.Torch;

namespace Hms.Experiments.Running;

/// <summary>How a sweep starts its worker processes: this program again, as <c>hms worker</c>.</summary>
internal static class WorkerStart
{
    /// <summary>Name of the command.</summary>
    public const string CommandName = "worker";

    /// <summary>One process; which worker it is, the pool tells it by its environment.</summary>
    /// <param name="run">Folder of the run.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="device">Where to train; the number of a CUDA device is not handed on, because the worker sees the one that it is given only.</param>
    public static ProcessStartInfo Of(RunFolder run, CacheChoice cache, TrainingDevice device)
    {
        var program = Environment.ProcessPath ?? throw new UserErrorException("This system does not say where the program lies, so that no workers can be started; set sweep.workers to 1.");
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase)) { start.ArgumentList.Add(typeof(WorkerStart).Assembly.Location); }
        else if (Assembly.GetEntryAssembly() != typeof(WorkerStart).Assembly) { start.FileName = Path.ChangeExtension(typeof(WorkerStart).Assembly.Location, OperatingSystem.IsWindows() ? ".exe" : null); }
        foreach (var word in (string[])[CommandName, run.Path, DeviceOption.Name, device.Kind == TrainingDeviceKind.Cuda ? TrainingDevice.Cuda.ToString() : device.ToString()]) { start.ArgumentList.Add(word); }
        if (cache.IsOff) { start.ArgumentList.Add("--no-cache"); }
        if (cache.Folder is { } folder)
        {
            start.ArgumentList.Add("--cache");
            start.ArgumentList.Add(folder);
        }
        if (cache.MaximumBytes is { } bytes)
        {
            start.ArgumentList.Add("--cache-size");
            start.ArgumentList.Add((bytes / 1e9).ToString("R", CultureInfo.InvariantCulture));
        }
        return start;
    }

    /// <summary>The accelerators that workers share, as CUDA_VISIBLE_DEVICES names them; none where trainings run on the CPU.</summary>
    /// <param name="device">Where to train: a numbered device is shared by all workers.</param>
    public static IReadOnlyList<string> Devices(TrainingDevice device) => Devices(device, TorchRuntime.DeviceCount, Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES"));

    /// <summary>The same for a number of devices that libtorch sees and the names that CUDA_VISIBLE_DEVICES gives them.</summary>
    internal static IReadOnlyList<string> Devices(TrainingDevice device, int count, string? visible)
    {
        if (device.Kind == TrainingDeviceKind.Cpu || count == 0) { return []; }
        string[] names = string.IsNullOrEmpty(visible)
            ? [.. Enumerable.Range(0, count).Select(x => x.ToString(CultureInfo.InvariantCulture))]
            : visible.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return device.Index is { } index ? [names[index]] : names;
    }
}

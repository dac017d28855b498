using System.CommandLine;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Running;
using Hms.Training;
using Hms.Training.Torch;

namespace Hms.Experiments.Commands;

/// <summary>The option --device of the commands that train.</summary>
internal static class DeviceOption
{
    /// <summary>Name of the option.</summary>
    public const string Name = "--device";

    /// <summary>The option; null where it is not given.</summary>
    public static Option<TrainingDevice?> Create() => new(Name)
    {
        Description = "Where to train: auto (CUDA where present), cpu, cuda or cuda:N; replaces what the experiment declares.",
        CustomParser = result =>
        {
            if (result.Tokens is [var word] && TrainingDevice.TryParse(word.Value, out var device)) { return device; }
            result.AddError($"{Name} {string.Join(' ', result.Tokens)} is not known; give auto, cpu, cuda or cuda:N.");
            return null;
        },
    };

    /// <summary>Refuses a device that this machine lacks, or that the model cannot use, before any work.</summary>
    /// <param name="device">The device.</param>
    /// <param name="model">What is to be trained.</param>
    /// <exception cref="UserErrorException">It is not there.</exception>
    public static void RequirePresent(TrainingDevice device, ModelSettings model)
    {
        if (device.Kind != TrainingDeviceKind.Cuda) { return; }
        if (model.Learner is not null) { throw new UserErrorException($"A learner of features runs on the CPU; leave {Name} {device} out, or name a network."); }
        try { TorchRuntime.Choose(device); }
        catch (TorchUnavailableException absent) { throw new UserErrorException(absent.Message, absent); }
    }
}

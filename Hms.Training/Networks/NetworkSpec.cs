namespace Hms.Training.Networks;

/// <summary>An image classifier as data: [N, InputChannels, H, W] to logits [N, ClassCount].</summary>
/// <param name="Name">Name in the catalogue, for example small_cnn.</param>
/// <param name="InputChannels">Channels of the image.</param>
/// <param name="ClassCount">Number of logits.</param>
/// <param name="Root">The layers.</param>
/// <remarks>
/// One walker each reads it: <see cref="NetworkParameters"/> (keys and shapes), Hms.Training.Torch.TorchNetworkBuilder (the module that learns) and
/// Hms.Training.Onnx.OnnxNetworkWriter (the graph that scores). Keys of the weights are timm's.
/// </remarks>
public sealed record NetworkSpec(string Name, int InputChannels, int ClassCount, SequenceSpec Root);

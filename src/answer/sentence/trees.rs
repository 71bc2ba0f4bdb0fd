//! Boosted trees: many small decision trees, whose sum is the logarithm of the odds.

/// What the bytes begin with; the number is that of the format.
const MAGIC: &[u8] = b"wenbao trees 1\n";

/// One place in a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// Values of `feature` up to `limit` go on at `left`, all others at `right`.
    Split {
        /// Which feature.
        feature: u16,
        /// The highest value that goes left.
        limit: f32,
        /// A later place in the same tree.
        left: u16,
        /// A later place in the same tree.
        right: u16,
    },
    /// What the tree adds.
    Leaf(f32),
}

/// The trees; each begins with its root.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    /// What all sums begin with.
    pub base: f32,
    /// By tree, by place.
    pub trees: Vec<Vec<Node>>,
}

impl Trees {
    /// The logarithm of the odds for `features`.
    pub fn sum(&self, features: &[f32]) -> f32 {
        self.base + self.trees.iter().map(|tree| value(tree, features)).sum::<f32>()
    }

    /// The odds as a probability.
    pub fn probability(&self, features: &[f32]) -> f32 {
        1.0 / (1.0 + (-self.sum(features)).exp())
    }

    /// As bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend(self.base.to_le_bytes());
        for tree in &self.trees {
            bytes.extend((tree.len() as u16).to_le_bytes());
            for node in tree {
                let (feature, number, left, right) = match *node {
                    Node::Split { feature, limit, left, right } => (feature, limit, left, right),
                    Node::Leaf(value) => (u16::MAX, value, 0, 0),
                };
                bytes.extend(feature.to_le_bytes());
                bytes.extend(number.to_le_bytes());
                if feature != u16::MAX {
                    bytes.extend([left.to_le_bytes(), right.to_le_bytes()].concat());
                }
            }
        }
        bytes
    }

    /// From bytes; `None` when they are none of ours.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut rest = Bytes(bytes.strip_prefix(MAGIC)?);
        let mut found = Self { base: rest.float()?, trees: Vec::new() };
        while !rest.0.is_empty() {
            let count = rest.short()?;
            let mut tree = Vec::with_capacity(count.into());
            for place in 0..count {
                let (feature, number) = (rest.short()?, rest.float()?);
                tree.push(if feature == u16::MAX {
                    Node::Leaf(number)
                } else {
                    let (left, right) = (rest.short()?, rest.short()?);
                    // Later places only, so that every way down ends.
                    let fits = |to: u16| (place + 1..count).contains(&to).then_some(to);
                    Node::Split { feature, limit: number, left: fits(left)?, right: fits(right)? }
                });
            }
            found.trees.push(tree);
        }
        Some(found)
    }
}

fn value(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    loop {
        match tree.get(at) {
            Some(&Node::Split { feature, limit, left, right }) => {
                let here = features.get(usize::from(feature)).copied().unwrap_or(0.0);
                at = usize::from(if here <= limit { left } else { right });
            }
            Some(&Node::Leaf(value)) => return value,
            None => return 0.0,
        }
    }
}

struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn short(&mut self) -> Option<u16> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*bytes))
    }

    fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(f32::from_le_bytes(*bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_sum_up_and_survive_as_bytes() {
        let split = Node::Split { feature: 1, limit: 0.5, left: 1, right: 2 };
        let trees =
            Trees { base: 0.25, trees: vec![vec![split, Node::Leaf(-1.0), Node::Leaf(2.0)], vec![Node::Leaf(0.5)]] };
        assert_eq!((trees.sum(&[9.0, 0.5]), trees.sum(&[0.0, 0.6])), (-0.25, 2.75));
        assert!((trees.probability(&[0.0, 0.6]) - 0.9399).abs() < 1e-4);
        assert_eq!(Trees::read(&trees.write()), Some(trees));
    }

    #[test]
    fn bytes_that_lead_in_circles_are_refused() {
        let split = Node::Split { feature: 0, limit: 0.0, left: 0, right: 0 };
        let circle = Trees { base: 0.0, trees: vec![vec![split]] };
        assert_eq!(Trees::read(&circle.write()), None);
        assert_eq!(Trees::read(b"trees"), None);
    }
}
